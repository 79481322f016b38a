import { describe, expect, it } from 'vitest';
import { runConformance, TargetError } from '../../conformance/index.ts';
import type { Controls, Target } from '../../conformance/target/target.ts';
import { loadProvider } from '../../specs/contract/load.ts';

const contract = loadProvider('midlyr');

function targetWith(token: string, parts: Partial<Target> = {}): Target {
  return {
    provider: 'midlyr',
    baseUrl: 'http://127.0.0.1:1',
    credentials: { primary: { tenant: 't', header: 'Authorization', value: `Bearer ${token}` } },
    tenants: [{ id: 't', settings: {}, entities: {} }],
    may: { exhaustRateLimit: false, useUpQuota: false, createTickets: 10 },
    ...parts,
  };
}

describe('a report', () => {
  it('has its clauses under their ids, also where a secret is a word of them', async () => {
    const target = targetWith('authentication');
    const report = await runConformance(contract, target, { signal: AbortSignal.abort() });
    expect(report.clauses.map(({ id }) => id)).toEqual([...contract.clauses.keys()]);
  });

  it('shows no secret of a hook that failed', async () => {
    const reset = () =>
      Promise.reject(new TargetError(3, 'POST http://x/k3y-of-admin', 'Mend it.'));
    const target = targetWith('p', { controls: { reset }, secrets: ['k3y-of-admin'] });
    const report = await runConformance(contract, target);
    expect(report.stopped).toMatchObject({
      by: 'unusable',
      message: expect.stringContaining('POST http://x/***'),
    });
    expect(report.exitCode).toBe(3);
  });

  it('says that a run was ended which hung in a hook, and at once', async () => {
    const reset: Controls['reset'] = (signal) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const signal = AbortSignal.timeout(30);
    const report = await runConformance(contract, targetWith('p', { controls: { reset } }), {
      signal,
    });
    expect(report.stopped?.by).toBe('aborted');
    expect(report.exitCode).toBe(3);
  });
});
