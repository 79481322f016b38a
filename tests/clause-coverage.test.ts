import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exchangesFile, readExchanges } from '../conformance/read-exchanges.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { providers } from '../specs/contract/providers.ts';

/** The clauses that the tests of a provider name, each in a call of `clause`. */
function tested(provider: string): string[] {
  const folder = path.join(import.meta.dirname, 'clauses', provider);
  const sources = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/\bclause\(\s*'([^']+)'/g)].map(([, id]) => String(id)),
  );
}

describe.each(providers)('%s', (provider) => {
  it('has a golden exchange or a test for every clause', () => {
    const exchanged = readExchanges(exchangesFile(provider)).flatMap(({ clauses }) => clauses);
    const shown = new Set([...exchanged, ...tested(provider)]);
    const unshown = [...loadProvider(provider).clauses.keys()].filter((id) => !shown.has(id));
    expect(unshown).toEqual([]);
  });
});
