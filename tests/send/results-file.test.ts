import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type Entry, sendVerdicts } from '../../conformance/send/result.ts';
import { ResultsFile, readResults } from '../../conformance/send/results-file.ts';
import { temporaryFolder } from '../support/cli.ts';

const owner = { provider: 'midlyr', target: 'http://127.0.0.1:1' };
const entryOf = (id: string, verdict: Entry['verdict'] = 'pass'): Entry => ({
  id,
  kind: 'valid',
  verdict,
  status: [201, null],
  ms: 3,
});

/** Takes entries up as a run does. */
async function take(file: string, entries: readonly Entry[]): Promise<void> {
  const results = new ResultsFile(await readResults(file, true), owner);
  for (const entry of entries) results.add(entry);
  results.close();
}

const idsIn = async (file: string) => [...(await readResults(file, true)).entries.keys()];

it('what told nothing of its case is left out, so that it is sent again', async () => {
  const file = path.join(temporaryFolder(), 'r.jsonl');
  await take(
    file,
    sendVerdicts.map((verdict) => entryOf(verdict, verdict)),
  );
  expect(await readResults(file, true)).toMatchObject({ owner });
  expect(await idsIn(file)).toEqual(['pass', 'warn', 'fail']);
});

it('a line that was torn off is cut away before others follow, and not before', async () => {
  const file = path.join(temporaryFolder(), 'r.jsonl');
  await take(file, [entryOf('a')]);
  appendFileSync(file, '{"id":"b","ki');
  expect(await idsIn(file)).toEqual(['a']);
  expect(readFileSync(file, 'utf8')).toMatch(/"ki$/);
  await take(file, [entryOf('c')]);
  expect(await idsIn(file)).toEqual(['a', 'c']);
});

it('a file whose first line was torn off begins anew', async () => {
  const file = path.join(temporaryFolder(), 'r.jsonl');
  appendFileSync(file, '{"format":1,"doub');
  await take(file, [entryOf('a')]);
  expect(await idsIn(file)).toEqual(['a']);
});

it('a result stands in the file as soon as it is taken up', async () => {
  const file = path.join(temporaryFolder(), 'r.jsonl');
  const results = new ResultsFile(await readResults(file, false), owner);
  results.add(entryOf('a'));
  expect(await idsIn(file)).toEqual(['a']);
  results.close();
});
