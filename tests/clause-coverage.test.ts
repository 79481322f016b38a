import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProvider } from '../specs/contract/load.ts';
import { providers } from '../specs/contract/providers.ts';
import { exchangesFile, readExchanges } from '../specs/contract/read-exchanges.ts';

/** The clauses that the tests of a provider name, each in a call of `clause`. */
function tested(provider: string): string[] {
  const folder = path.join(import.meta.dirname, 'clauses', provider);
  const sources = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/\bclause\(\s*'([^']+)'/g)].map(([, id]) => String(id)),
  );
}

describe.each(providers)('%s', (provider) => {
  const clauses = [...loadProvider(provider).clauses.values()];
  const exchanged = new Set(
    readExchanges(exchangesFile(provider)).exchanges.flatMap((exchange) => exchange.clauses),
  );
  const named = new Set(tested(provider));

  it('has a golden exchange or a test for every clause that can be observed', () => {
    const observable = clauses.filter(({ unobservable }) => !unobservable);
    const unshown = observable.filter(({ id }) => !exchanged.has(id) && !named.has(id));
    expect(unshown.map(({ id }) => id)).toEqual([]);
  });

  it('has a test for every clause that an answer alone cannot show', () => {
    const hidden = clauses.filter(({ unobservable }) => unobservable);
    expect(hidden.filter(({ id }) => !named.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
