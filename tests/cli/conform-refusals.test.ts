import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusalOf, runCli, temporaryFolder } from '../support/cli.ts';

const nobody = ['--target', 'http://127.0.0.1:1'];
const judge = ['conform', 'mava', ...nobody];

/** A file with this content. */
function fileWith(name: string, content: string): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

describe('doublecheck conform refuses, with 2', () => {
  it.each<[string, string[], RegExp]>([
    ['no contract', ['conform', ...nobody], /missing required argument 'contract'/],
    ['an unknown contract', ['conform', 'nava', ...nobody], /no such file or provider/],
    ['no target', ['conform', 'mava'], /--target is missing.*\n.*target init/],
    ['no target for a list', ['conform', 'mava', '--list'], /--list, too: which checks there are/],
    [
      'a target file that is not there',
      ['conform', 'mava', '-t', 'none.yaml'],
      /none\.yaml.*ENOENT/,
    ],
    ['another machine', ['conform', 'mava', '-t', 'https://api.example'], /--allow-remote/],
    ['a URL that is none', ['conform', 'mava', '-t', 'http://['], /is no URL/],
    ['a clause that is none', [...judge, '--clause', 'mava/odrer'], /Did you mean mava\/order\?/],
    ['a pattern without clauses', [...judge, '--clause', 'loop/*'], /No clause of mava/],
    ['an empty pattern', [...judge, '--clause', ''], /empty pattern/],
    ['a level that is none', [...judge, '--level', 'sure'], /documented/],
    ['a phase that is none', [...judge, '--phase', 'cover'], /preflight, examples, coverage/],
    ['a seed that is none', [...judge, '--seed', '-1'], /whole number/],
    ['a shard that is none', [...judge, '--shard', '3/2'], /n\/m with n from 1 to m/],
    ['a shard of nothing', [...judge, '--shard', '0/0'], /n\/m/],
    ['no requests', [...judge, '--max-requests', '0'], /from 1 to/],
    ['no time', [...judge, '--timeout', '0'], /number of seconds/],
    ['a marker with blanks', [...judge, '--marker', 'a b'], /small letters and digits/],
    ['a report in no folder', [...judge, '--json', '/none/such/r.json'], /mkdir -p \/none\/such/],
    ['one file twice', [...judge, '--json', '/tmp/r', '--html', '/tmp/r'], /given for two reports/],
    ['a baseline that is not there', [...judge, '--baseline', 'none.yaml'], /none\.yaml.*ENOENT/],
    ['an unknown option', [...judge, '--fast'], /unknown option/],
  ])('%s', async (_name, args, pattern) => {
    expect(await refusalOf(args)).toMatch(pattern);
  });

  it('a baseline with a mistake, at its line', async () => {
    const file = fileWith('known.yaml', '- { clause: mava/order, reason: r }\n');
    expect(await refusalOf([...judge, '--baseline', file])).toMatch(/known\.yaml:1 \/0: .*expires/);
  });

  it('a target file with a mistake, at its line', async () => {
    const file = fileWith('target.yaml', 'provider: mava\nbaseURL: http://localhost\n');
    const message = await refusalOf(['conform', 'mava', '-t', file]);
    expect(message).toMatch(/target\.yaml:2 \/baseURL: .*\n {4}Did you mean "baseUrl"\?/);
  });
});

describe('doublecheck conform ends with 3', () => {
  it('when nobody answers, with words and not with a stack', async () => {
    const { code, stdout, stderr } = await runCli(judge);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^Nobody answers at http:\/\/127\.0\.0\.1:1: .*\n {4}.*target init/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
