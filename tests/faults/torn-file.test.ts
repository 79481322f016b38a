import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { serve, temporaryFolder } from '../support/cli.ts';
import {
  changeBytes,
  contentOf,
  copyDatabase,
  openingOf,
  usedFile,
} from '../support/damaged-file.ts';
import { expectWhole } from '../support/expect-whole.ts';
import { filerOf } from '../support/filer.ts';

let whole: string;
beforeEach(async () => {
  whole = path.join(temporaryFolder(), 'whole.db');
  await usedFile(whole);
});

/** What becomes of a copy whose bytes were changed: it is refused and left alone, or it serves. */
async function openDamaged(change: (bytes: Buffer) => Buffer): Promise<string> {
  const file = path.join(temporaryFolder(), 'state.db');
  copyDatabase(whole, file);
  changeBytes(file, change);
  const before = contentOf(file);
  const opening = await openingOf(`sqlite:${file}`);
  if (opening === 'serves') return opening;
  expect(opening).toContain(file);
  expect(opening).not.toContain('\n');
  expect(withoutHeader(contentOf(file))).toEqual(withoutHeader(before));
  return opening;
}

/** SQLite itself puts right what the header says of the file's size, whoever looks into it. */
const withoutHeader = (files: Record<string, Buffer>) =>
  Object.entries(files).map(([name, bytes]) => [name, bytes.subarray(100).toString('base64')]);

const flipped = (bytes: Buffer, places: readonly number[]): Buffer => {
  for (const place of places) bytes[place] = 0xff ^ (bytes[place] ?? 0);
  return bytes;
};

describe('a file', () => {
  it('that is torn is refused in one line, and left as it is', async () => {
    // A file of one byte is an empty one to SQLite; and of the last page the end may be unused.
    const most = statSync(whole).size - 4096;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: most }), async (length) => {
        expect(await openDamaged((bytes) => bytes.subarray(0, length))).not.toBe('serves');
      }),
      // What is left of its header, SQLite may take for an empty file.
      { numRuns: 40, examples: [[24], [99], [511]] },
    );
  });

  it('whose header was overwritten is refused in one line, or serves', async () => {
    const places = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(places, (at) => openDamaged((bytes) => flipped(bytes, at)).then(() => {})),
      { numRuns: 60 },
    );
  });

  it('whose pages were overwritten is refused in one line, or serves', async () => {
    const { size } = statSync(whole);
    const places = fc.array(fc.integer({ min: 100, max: size - 1 }), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(places, (at) => openDamaged((bytes) => flipped(bytes, at)).then(() => {})),
      { numRuns: 60 },
    );
  });
});

describe('a write-ahead log', () => {
  it('that is torn loses the last tickets, and none in half', { timeout: 60_000 }, async () => {
    const file = path.join(temporaryFolder(), 'state.db');
    const killed = await serve(['--store', `sqlite:${file}`, '--quiet']);
    const first = await filerOf(killed.address, 'supportdesk');
    const attempts = [];
    for (let count = 0; count < 40; count += 1) attempts.push(await first.file());
    await killed.stop('SIGKILL');
    const { length } = readFileSync(`${file}-wal`);

    for (const part of [0.95, 0.9, 0.85]) {
      const torn = path.join(temporaryFolder(), 'state.db');
      copyDatabase(file, torn);
      changeBytes(`${torn}-wal`, (bytes) => bytes.subarray(0, Math.floor(length * part)));
      const serving = await serve(['--store', `sqlite:${torn}`, '--quiet']);
      const filer = await filerOf(serving.address, 'supportdesk');
      const left = (await filer.list('tickets')).map(({ subject }) => subject);
      const keys = attempts.map(({ key }) => key);
      expect(left).toEqual(keys.slice(0, left.length));
      const stored = attempts.filter(({ key }) => left.includes(key));
      expect(stored.length).toBeGreaterThan(0);
      expect(stored.length).toBeLessThan(attempts.length);
      await expectWhole(filer, stored);
      await serving.stop();
    }
  });
});
