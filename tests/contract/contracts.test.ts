import { describe, expect, it } from 'vitest';
import { checkContract } from '../../specs/contract/check.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { contractFile, providers } from '../../specs/contract/providers.ts';

describe.each(providers)('the contract of %s', (provider) => {
  const contract = loadProvider(provider);
  const clauses = [...contract.clauses.values()];

  it('is in order: OpenAPI, extensions, clauses unique and cited, codes once, examples valid', async () => {
    expect(await checkContract(contractFile(provider))).toEqual([]);
  });

  it('gives every assumption its reason, and every clause one sentence', () => {
    expect(clauses.filter(({ level, because }) => level === 'assumed' && !because)).toEqual([]);
    expect(clauses.filter(({ text }) => !/^\S.*[.\]}"]$/s.test(text)).map(({ id }) => id)).toEqual(
      [],
    );
  });

  it('cannot be changed once it is loaded', () => {
    const [operation] = contract.operations;
    expect(() => Object.assign(operation?.bodySchema ?? {}, { type: 'array' })).toThrow(TypeError);
    expect(() => Object.assign(contract.document, { paths: {} })).toThrow(TypeError);
  });

  it('says of what cannot be observed where the double shows it', () => {
    const hidden = clauses.filter(({ unobservable }) => unobservable && !unobservable.shownBy);
    expect(hidden.map(({ id }) => id)).toEqual([]);
  });

  it('has a schema for every status that it lists', () => {
    for (const { id, responses } of contract.operations) {
      expect(responses.size, id).toBeGreaterThan(2);
    }
  });
});
