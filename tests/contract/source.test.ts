import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FileError } from '../../specs/contract/problem.ts';
import { readSource } from '../../specs/contract/source.ts';
import { temporaryFolder } from '../support/cli.ts';

it('a file that is no YAML at all is refused with the first few of its errors', () => {
  const file = path.join(temporaryFolder(), 'journal.jsonl');
  writeFileSync(file, '{"a":{"b":1},"c":[]}\n'.repeat(200));
  let problems: FileError['problems'] = [];
  try {
    readSource(file);
  } catch (error) {
    if (error instanceof FileError) problems = error.problems;
  }
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(5);
});
