import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDouble, type Double } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { bodyTimeout, defectsOf, judgeDouble } from '../support/judge.ts';

/**
 * Runs the part of the suite that is about a defect's clause, until the clause is found broken.
 *
 * @returns undefined when the verdict and a finding name the clause, and what happened instead where not.
 */
async function survives(url: string, provider: Provider, id: string): Promise<string | undefined> {
  const clause = id.slice(0, id.indexOf('~'));
  const level = loadProvider(provider).clauses.get(clause)?.level;
  const wanted = level === 'documented' ? ['fail'] : ['fail', 'warn'];
  const found = new AbortController();
  const report = await judgeDouble(url, provider, {
    seed: 5,
    marker: 'defect',
    clauses: [clause],
    signal: found.signal,
    onEvent(event) {
      if (event.type !== 'finding') return;
      const { clauses, verdict } = event.finding;
      if (clauses.includes(clause) && wanted.includes(verdict)) found.abort();
    },
  });
  const [result] = report.clauses;
  const isNamed = report.findings.some(({ clauses }) => clauses.includes(clause));
  if (result && wanted.includes(result.verdict) && isNamed) return undefined;
  return `${id}: ${result?.verdict} ${report.stopped?.message ?? ''}`;
}

describe.each(providers)('every defect of %s', (provider) => {
  let double: Double;
  let url: string;
  beforeAll(async () => {
    double = await createDouble({ providers: [provider], atRoot: true, bodyTimeout });
    url = await double.listen();
  });
  afterAll(() => double.close());

  it('is found, under the name of its clause', { timeout: 240_000 }, async () => {
    const { known, turnOn } = await defectsOf(url, provider);
    const survivors: string[] = [];
    for (const { id } of known) {
      await turnOn(id);
      const survivor = await survives(url, provider, id);
      if (survivor) survivors.push(survivor);
    }
    expect(known.length).toBeGreaterThan(100);
    expect(survivors).toEqual([]);
  });
});
