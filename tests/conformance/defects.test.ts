import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Defect, isAssumption } from '../../mock-server/defects/defect.ts';
import { defectsOf } from '../../mock-server/defects/index.ts';
import { createDouble, type Double } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { bodyTimeout, judgeDouble, turnOn } from '../support/judge.ts';
import { seed } from '../support/seed.ts';
import { someOf } from '../support/some-of.ts';

/**
 * Runs the part of the suite that is about a defect's clause, until the clause is found broken.
 *
 * @returns undefined when the verdict and a finding name the clause, and what happened instead where not.
 */
async function survives(
  url: string,
  contract: Contract,
  defect: Defect,
): Promise<string | undefined> {
  const { id, clause } = defect;
  const wanted = isAssumption(contract, defect) ? ['fail', 'warn'] : ['fail'];
  const found = new AbortController();
  const report = await judgeDouble(url, contract, {
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

/** Of some clauses one defect each, as the seed chooses; `npm run kill-matrix` has every defect of them all. */
function chosenDefects(contract: Contract): Defect[] {
  const byClause = Map.groupBy(defectsOf(contract).values(), ({ clause }) => clause);
  return someOf([...byClause.values()], 3).map(
    (all) => all[Math.floor(seed / 3) % all.length] as Defect,
  );
}

describe.concurrent.each(providers)('defects of %s that the seed chooses', (provider) => {
  const contract = loadProvider(provider);
  let double: Double;
  let url: string;
  beforeAll(async () => {
    double = await createDouble({ providers: [provider], atRoot: true, bodyTimeout });
    url = await double.listen();
  });
  afterAll(() => double.close());

  it('are found, under the names of their clauses', { timeout: 240_000 }, async () => {
    const chosen = chosenDefects(contract);
    const survivors: string[] = [];
    for (const defect of chosen) {
      await turnOn(url, defect.id);
      const survivor = await survives(url, contract, defect);
      if (survivor) survivors.push(survivor);
    }
    expect(chosen.length).toBeGreaterThan(10);
    expect(survivors, `DOUBLECHECK_SEED=${seed}`).toEqual([]);
  });
});
