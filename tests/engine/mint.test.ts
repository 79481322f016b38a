import { describe, expect, it } from 'vitest';
import { createMint, seededRandom } from '../../mock-server/engine/mint.ts';

const now = Date.UTC(2026, 0, 2);

describe('new ids', () => {
  it.each([
    ['tkt_{ulid}', /^tkt_[0-9A-HJKMNP-TV-Z]{26}$/],
    ['{uuid}', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
    ['{objectid}', /^[0-9a-f]{24}$/],
    ['{cuid}', /^c[0-9a-z]{24}$/],
    ['{objectid}-{objectid}', /^([0-9a-f]{24})-(?!\1)[0-9a-f]{24}$/],
  ])('look as %s says', (form, pattern) => {
    const mint = createMint();
    for (let count = 0; count < 100; count += 1) expect(mint(form, now)).toMatch(pattern);
  });

  it.each(['{ulid}', '{uuid}', '{objectid}', '{cuid}'])('of the form %s do not repeat', (form) => {
    const mint = createMint();
    const ids = new Set(Array.from({ length: 20_000 }, () => mint(form, now)));
    expect(ids.size).toBe(20_000);
  });

  it('are the same again from the same seed, and others from another', () => {
    const of = (seed: number) => createMint(seededRandom(seed))('{uuid}', now);
    expect(of(7)).toBe(of(7));
    expect(of(7)).not.toBe(of(8));
  });

  it('sort by time where they carry it', () => {
    const mint = createMint();
    expect(mint('{ulid}', now) < mint('{ulid}', now + 1)).toBe(true);
  });
});
