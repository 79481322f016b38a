import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashIndex } from '../../../mock-server/store/memory/hash-index.ts';

/** Few of them, so that many values share one, and some that differ in their highest bits alone. */
const hash = fc.oneof(
  fc.nat(20),
  fc.nat(20).map((low) => low + 2 ** 52),
  fc.maxSafeNat(),
);

describe('an index of hashes', () => {
  it('finds all values of a hash, and no others, as a table of lists would', () => {
    fc.assert(
      fc.property(fc.array(hash, { maxLength: 500 }), hash, (hashes, stranger) => {
        const index = new HashIndex();
        for (const [value, one] of hashes.entries()) index.add(one, value);
        for (const one of [...hashes, stranger]) {
          const expected = hashes.flatMap((other, value) => (other === one ? [value] : []));
          expect([...index.matching(one, () => true)].sort((a, b) => a - b)).toEqual(expected);
        }
        expect(index.values().sort((a, b) => a - b)).toEqual([...hashes.keys()]);
      }),
    );
  });

  it('asks which of those that share a hash is looked for', () => {
    const index = new HashIndex();
    for (const value of [1, 2, 3]) index.add(7, value);
    expect(index.matching(7, (value) => value === 2)).toEqual([2]);
    expect(index.matching(8, () => true)).toEqual([]);
  });

  it('gives another value in the place of one', () => {
    const index = new HashIndex();
    for (const value of [1, 2]) index.add(7, value);
    index.replace(7, 1, 9);
    expect([...index.matching(7, () => true)].sort()).toEqual([2, 9]);
  });

  it('refuses to replace what is not there', () => {
    const index = new HashIndex();
    index.add(7, 1);
    expect(() => index.replace(7, 2, 9)).toThrow(/no 2/);
    expect(index.values()).toEqual([1]);
  });
});
