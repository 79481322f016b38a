import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readChaosFile } from '../../mock-server/chaos/read-chaos-file.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { temporaryFolder } from '../support/cli.ts';

/** What is said of a file with one rule that makes answers late: a place and a message for each mistake. */
function saidOf(latency: string): string[] {
  const file = path.join(temporaryFolder(), 'chaos.yaml');
  writeFileSync(file, `rules:\n  - { trouble: latency, latency: ${latency} }\n`);
  try {
    readChaosFile(file);
    return [];
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.problems.map(({ pointer, line, message }) => `${line} ${pointer}: ${message}`);
  }
}

describe('a latency in a file of chaos', () => {
  it.each(['300', '{ fixd: 3 }', '{ from: 3 }', '{ fixed: 3, to: 4 }', '{}', 'null', '[1, 2]'])(
    'that has no form there is, as %s, is told which there are, once',
    (latency) => {
      expect(saidOf(latency)).toEqual([
        '2 /rules/0/latency: must be one of { fixed }, { from, to }, { median, p99 }',
      ]);
    },
  );

  it('that has a form is told what is wrong in it', () => {
    expect(saidOf('{ fixed: -3 }')).toEqual(['2 /rules/0/latency/fixed: must be > 0']);
    expect(saidOf('{ median: x, p99: 700000 }')).toEqual([
      '2 /rules/0/latency/median: must be number',
      '2 /rules/0/latency/p99: must be <= 600000',
    ]);
  });

  it.each(['{ fixed: 3 }', '{ from: 0, to: 4 }', '{ p99: 5, median: 3 }'])(
    'may be %s',
    (latency) => {
      expect(saidOf(latency)).toEqual([]);
    },
  );
});
