import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { TemporaryFile } from '../../../mock-server/store/memory/temporary-file.ts';
import { type Place, Texts } from '../../../mock-server/store/memory/texts.ts';

const texts = new Texts();
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(() => texts.close());

/** Half a megabyte: what is kept after a few of these has gone to the file. */
const filler = 'f'.repeat(2 ** 19);

/** Pushes out of memory whatever was kept before. */
function fill(into: Texts, times = 8): Place[] {
  return Array.from({ length: times }, () => into.keep(filler));
}

describe('texts outside the heap', () => {
  it('come back as they were, whether they are in memory or in the file', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 300 })), (all) => {
        const kept = new Texts();
        const places = all.map((text) => kept.keep(text));
        const young = places.map((place) => kept.at(place));
        fill(kept);
        expect([young, places.map((place) => kept.at(place))]).toEqual([all, all]);
        kept.close();
      }),
      { numRuns: 30 },
    );
  });

  it('come back whole where they just fit into a chunk, and where they just do not', () => {
    const text = fc.record({
      letter: fc.constantFrom('x', 'é', '€', '😀'),
      bytes: fc.integer({ min: 2 ** 18 - 12, max: 2 ** 18 + 12 }),
    });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (wanted) => {
        const all = wanted.map(({ letter, bytes }) =>
          letter.repeat(bytes / Buffer.byteLength(letter)),
        );
        const kept = new Texts();
        const places = all.map((one) => kept.keep(one.slice(0, 8), one.slice(8)));
        const isAsItWas = places.map((place, index) => kept.at(place) === all[index]);
        kept.close();
        expect(isAsItWas).not.toContain(false);
      }),
      { numRuns: 30 },
    );
  });

  it('may be longer than a chunk', () => {
    const long = ['é'.repeat(2 ** 20), '', 'x'.repeat(3 * 2 ** 20)];
    const places = long.map((text) => texts.keep(text));
    fill(texts);
    expect(places.map((place) => texts.at(place)) as unknown).toEqual(long);
  });

  it('make room in the file when nobody wants them any more, whatever their lengths', () => {
    const added = vi.spyOn(TemporaryFile.prototype, 'add');
    const kept = new Texts();
    for (let round = 0; round < 30; round += 1) {
      const places = Array.from({ length: 6 }, (_, index) =>
        kept.keep('f'.repeat(300_000 + 90_001 * ((7 * round + 3 * index) % 20))),
      );
      for (const place of places) kept.release(place);
    }
    const places = added.mock.results.map(({ value }) => value as number);
    expect(places.length).toBeGreaterThan(60);
    expect(Math.max(...places)).toBeLessThan(16 * 2 ** 20);
    kept.close();
  });

  it('are written as long as they are, and share a chunk as long as they fit', () => {
    const added = vi.spyOn(TemporaryFile.prototype, 'add');
    const kept = new Texts();
    const long = 'l'.repeat(300_000);
    const half = 'h'.repeat(130_000);
    const places = [long, half, half, half, half].map((text) => kept.keep(text));
    fill(kept);
    expect(places.map((place) => kept.at(place).length)).toEqual(
      [long, ...Array(4).fill(half)].map(({ length }) => length),
    );
    expect(added.mock.calls.slice(0, 4).map(([bytes]) => bytes.length)).toEqual([
      300_004,
      2 ** 18,
      2 ** 18,
      2 ** 19 + 4,
    ]);
    kept.close();
  });

  it('are in a file without a name', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-texts-'));
    for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, folder);
    const kept = new Texts();
    const place = kept.keep('first');
    fill(kept);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
    expect(kept.at(place)).toBe('first');
    kept.close();
  });

  it('stay in memory when the file has no room', () => {
    vi.spyOn(TemporaryFile.prototype, 'add').mockImplementation(() => {
      throw new Error('ENOSPC: no space left on device');
    });
    const kept = new Texts();
    const place = kept.keep('first');
    fill(kept);
    expect(kept.at(place)).toBe('first');
  });
});
