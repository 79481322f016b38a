import type { Target } from '../../conformance/target/target.ts';
import { providers } from '../../specs/contract/providers.ts';
import type { OtherServer } from '../other-servers/other-server.ts';

type Module = {
  start(variant: string): Promise<OtherServer>;
  readonly variants: readonly string[];
};

/** Every other server, by provider and variant. */
export const otherServers = (
  await Promise.all(
    providers.map(async (provider) => {
      const module: Module = await import(`../other-servers/${provider}.ts`);
      return module.variants.map((variant) => ({ provider, variant, module }));
    }),
  )
).flat();

/** An other server as a target that permits everything. */
export function targetOf(server: OtherServer): Target {
  return {
    provider: server.provider,
    baseUrl: server.baseUrl,
    credentials: server.credentials,
    tenants: server.tenants as Target['tenants'],
    may: { exhaustRateLimit: true, useUpQuota: true, createTickets: 100_000 },
    controls: { advance: async (seconds) => server.advance(seconds) },
  };
}
