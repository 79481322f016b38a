import type { Target } from '../../conformance/target/target.ts';

/** A target with this token, sent as it stands. */
export function sampleTarget(token = 'secret-token-1', parts: Partial<Target> = {}): Target {
  return {
    provider: 'acme',
    baseUrl: 'http://127.0.0.1:4010/acme',
    credentials: { primary: { tenant: 'acme', header: 'X-Auth-Token', value: token } },
    tenants: [{ id: 'acme', settings: {}, entities: {} }],
    may: { exhaustRateLimit: false, useUpQuota: false, createTickets: 10 },
    ...parts,
  };
}
