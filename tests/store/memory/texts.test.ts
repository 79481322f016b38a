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

  it('may be longer than a chunk', () => {
    const long = ['é'.repeat(2 ** 20), '', 'x'.repeat(3 * 2 ** 20)];
    const places = long.map((text) => texts.keep(text));
    fill(texts);
    expect(places.map((place) => texts.at(place)) as unknown).toEqual(long);
  });

  it('make room in the file when nobody wants them any more', () => {
    const added = vi.spyOn(TemporaryFile.prototype, 'add');
    const kept = new Texts();
    for (let round = 0; round < 20; round += 1)
      for (const place of fill(kept, 6)) kept.release(place);
    const places = added.mock.results.map(({ value }) => value as number);
    expect(places.length).toBeGreaterThan(20);
    expect(Math.max(...places)).toBeLessThan(8 * 2 ** 20);
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
