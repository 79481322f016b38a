import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../conformance/generate/case.ts';
import { programsOf } from '../../conformance/run/program.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { generated, worldOf } from './generated.ts';

/** Clauses that the suite looks at in its coverage plan, by comparing the answers to several requests. */
const takesSeveral = new Set([
  'midlyr/idempotency/replay',
  'mava/references/indistinguishable',
  'tickiti/idempotency/replay',
  'tickiti/idempotency/conflict',
  'tickiti/is-public/default',
  'tickiti/uid/not-unique',
  'tickiti/unified/no-templates',
  'tickiti/unified/no-interventions',
  'supportdesk/customer/same-bytes',
]);

describe.each(providers)('the first cases for %s', (provider) => {
  let all: Case[];
  beforeAll(async () => {
    all = await generated(provider);
  });

  it('touch, within 200, every clause that a single request can touch', async () => {
    const contract = loadProvider(provider);
    const by = { seed: 1, marker: 'order' };
    const { programs } = await programsOf(contract, await worldOf(provider), by);
    const checks = programs.flatMap((program) => program.checks);
    const watches = programs.flatMap((program) => program.watches);
    const single = checks.filter(({ phase }) => phase === 'coverage' || phase === 'examples');
    const asked = [...single, ...watches].flatMap(({ clauses }) => clauses);
    const touchable = new Set(
      asked.filter((id) => contract.clauses.has(id) && !takesSeveral.has(id)),
    );

    const first = all.slice(0, 200);
    const touched = new Set(
      first.filter(({ steps }) => steps.length === 1).flatMap(({ clauses }) => clauses),
    );
    expect([...touchable].filter((id) => !touched.has(id))).toEqual([]);
  });

  it('have every kind of case among them', () => {
    const kinds = new Set(all.slice(0, 600).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['boundary', 'hostile', 'invalid', 'sequence', 'valid']);
  });

  it('leave what waits for the clock to the end', () => {
    const waits = all.map(({ steps }) => steps.some(({ wait = 0 }) => wait > 0));
    expect(waits).toEqual(waits.toSorted((a, b) => Number(a) - Number(b)));
  });
});
