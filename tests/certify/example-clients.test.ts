import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { idempotencyOf } from '../../conformance/audit/attempt.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { type Certificate, certify } from '../../testing/certify.ts';
import type { Trial } from '../../testing/trials.ts';

const example = (name: string) => path.join(import.meta.dirname, '..', '..', 'examples', name);

function tryClient(provider: Provider, name: string, trials?: readonly Trial[]) {
  const command = `"${process.execPath}" "${example(name)}"`;
  return certify({ provider, command, ...(trials && { trials }) });
}

/** The rules that it breaks, by trial. */
function broken({ trials }: Certificate): Record<string, readonly string[]> {
  return Object.fromEntries(
    trials.map(({ trial, report }) => [trial, report.findings.map(({ rule }) => rule).sort()]),
  );
}

const hasKeys = (provider: Provider) => loadProvider(provider).operations.some(idempotencyOf);

describe.concurrent.each(providers)('of the example clients of %s', (provider) => {
  it('the good one breaks no rule under any trouble', async () => {
    const certificate = await tryClient(provider, 'good-client.ts');
    expect(broken(certificate)).toEqual({ calm: [], flaky: [], storm: [], outage: [], lossy: [] });
    expect(certificate.exitCode).toBe(0);
  }, 60_000);

  it('the naive one is found out', async () => {
    const certificate = await tryClient(provider, 'naive-client.ts', ['calm', 'storm', 'lossy']);
    const { calm, storm, lossy } = broken(certificate);
    const ofKeys = hasKeys(provider) ? ['key/stable'] : [];
    expect(calm).toEqual([]);
    expect(storm).toEqual(expect.arrayContaining(['back-off/retry-after', ...ofKeys]));
    expect(lossy).toEqual(expect.arrayContaining([...ofKeys, 'outcome/one-ticket']));
    expect(certificate.exitCode).toBe(1);
  }, 60_000);
});
