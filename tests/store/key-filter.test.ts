import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KeyFilter } from '../../mock-server/store/sqlite/key-filter.ts';
import { keyHash } from '../../mock-server/store/sqlite/key-hash.ts';

const hashes = (count: number) =>
  Array.from({ length: count }, () => keyHash('tenant north', randomUUID()));

describe('the filter of keys', () => {
  it('never takes a key that it was told of for fresh', () => {
    const filter = new KeyFilter(true);
    const told = hashes(50_000);
    for (const hash of told) filter.add(hash);
    expect(told.every((hash) => filter.mayHave(hash))).toBe(true);
  });

  it('takes nearly all others for fresh', () => {
    const filter = new KeyFilter(true);
    for (const hash of hashes(200_000)) filter.add(hash);
    const mistaken = hashes(10_000).filter((hash) => filter.mayHave(hash));
    expect(mistaken.length).toBeLessThan(100);
  });

  it('takes no key for fresh where there may be others than it was told of', () => {
    expect(new KeyFilter(false).mayHave(1)).toBe(true);
  });
});

describe('the hash of a key', () => {
  it('is a whole number that a double has exactly, and keeps scope and value apart', () => {
    for (const hash of hashes(1_000)) expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true);
    expect(keyHash('tenant a', 'bc')).not.toBe(keyHash('tenant ab', 'c'));
    expect(new Set(hashes(100_000)).size).toBe(100_000);
  });
});
