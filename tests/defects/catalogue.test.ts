import { describe, expect, it } from 'vitest';
import { defectsOf } from '../../mock-server/defects/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';

// That each of them is found by the suite is shown in tests/conformance/defects.test.ts.
describe.each(providers)('the defects of %s', (provider) => {
  const contract = loadProvider(provider);
  const all = [...defectsOf(contract).values()];

  it('are there for every clause that can be observed, and for no other', () => {
    const observable = [...contract.clauses.values()].filter(({ unobservable }) => !unobservable);
    const broken = new Set(all.map(({ clause }) => clause));
    expect([...broken].sort()).toEqual(observable.map(({ id }) => id).sort());
  });

  it('are named by their clause and by what they do', () => {
    for (const { id, clause } of all) {
      expect(id.startsWith(`${clause}~`), id).toBe(true);
      expect(id).toMatch(/^[a-z0-9/-]+~[a-z0-9-]+$/);
    }
  });
});
