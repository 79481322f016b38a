import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SendOptions, send } from '../../cli/send.ts';
import { accepted, jsonl } from '../send/sample-cases.ts';
import { created, serverOf } from '../send/servers.ts';
import { refusalOf, temporaryFolder } from '../support/cli.ts';

const nobody = 'http://127.0.0.1:1';

/** Files by name; their paths take the place of the names in what is asked. */
function inFolder(args: readonly string[]): string[] {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'folder'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, name), content);
  return args.map((arg) => (/^[a-z]+\.\w+$|^folder$/.test(arg) ? path.join(folder, arg) : arg));
}

const good = jsonl([accepted('m/0'), accepted('m/1')]);
const head = (own: object) =>
  `${JSON.stringify({ format: 1, provider: 'midlyr', target: nobody, ...own })}\n`;
const entry = (id: string) =>
  `${JSON.stringify({ id, kind: 'valid', verdict: 'pass', status: [201], ms: 1 })}\n`;
const target = `{ provider: midlyr, baseUrl: '${nobody}', credentials: { primary: { tenant: t, token: secret-1 } },
  tenants: [{ id: t }], may: { createTickets: 10 } }`;

const files = {
  'good.jsonl': good,
  'bad.jsonl': `${good}{"id":1}\n`,
  'mixed.jsonl': good + jsonl([{ ...accepted('n'), provider: 'mava' }]),
  'twice.jsonl': good + good,
  'acme.jsonl': jsonl([{ ...accepted('n'), provider: 'acme' }]),
  'empty.jsonl': '\n',
  'binary.jsonl': Buffer.from([0x1f, 0x8b, 8, 0]),
  'other.jsonl': head({ target: 'http://127.0.0.1:2' }) + entry('m/0'),
  'foreign.jsonl': head({}) + entry('x/0'),
  'notes.txt': 'My notes, without a line feed',
  'broken.jsonl': `${head({})}{"id":1}\n${entry('m/0')}`,
  'target.yaml': target,
  'mava.yaml': target.replace('midlyr', 'mava'),
};

const at = ['-t', 'target.yaml'];
const asked = ['send', 'good.jsonl', ...at];

describe('doublecheck send refuses, with 2', () => {
  it.each<[string, string[], RegExp]>([
    ['no cases', ['send', ...at], /missing required argument 'cases'/],
    ['no target', ['send', 'good.jsonl'], /--target is missing.*\n.*target init/],
    ['another machine', ['send', 'good.jsonl', '-t', 'https://api.example'], /--allow-remote/],
    [
      'a line that is no case',
      ['send', 'bad.jsonl', ...at],
      /bad\.jsonl:3 \/: "provider" is missing/,
    ],
    ['no rate', [...asked, '--rate', '0'], /requests per second above 0/],
    ['a rate that is none', [...asked, '--rate', '5/s'], /requests per second above 0/],
    ['no cases at once', [...asked, '--concurrency', '0'], /from 1 to 256/],
    ['no requests', [...asked, '--max-requests', '0'], /from 1 to/],
    ['no time', [...asked, '--timeout', '0'], /number of seconds/],
    ['an unknown option', [...asked, '--retry'], /unknown option/],
  ])('%s', async (_name, args, pattern) => {
    expect(await refusalOf(inFolder(args))).toMatch(pattern);
  });
});

describe('before anything is sent it refuses', () => {
  const refusal = (cases: string, options: Partial<SendOptions> = {}) => {
    const given = { target: 'target.yaml', ...options };
    const [file = '', ...values] = inFolder([cases, ...Object.values(given).map(String)]);
    const names = Object.keys(given);
    const entries = names.map((name, index) => [name, name === 'resume' || values[index]]);
    return send(file, Object.fromEntries(entries));
  };

  it.each<[string, Parameters<typeof refusal>, RegExp]>([
    ['a file that is not there', ['none.jsonl'], /none\.jsonl.*ENOENT.*\n.*generate/],
    ['a folder', ['folder'], /folder: it is a folder/],
    ['an empty file', ['empty.jsonl'], /there is no case in it/],
    ['a binary file', ['binary.jsonl'], /binary\.jsonl:1 \/: it is no text in UTF-8/],
    ['cases of two providers', ['mixed.jsonl'], /mixed\.jsonl:3 \/provider: .*mava/],
    ['a provider that is not ours', ['acme.jsonl'], /no contract of acme.*\n.*--contract/],
    [
      'a contract of another',
      ['good.jsonl', { contract: 'mava' }],
      /of midlyr, and mava is mava's/,
    ],
    ['a target of another', ['good.jsonl', { target: 'mava.yaml' }], /mava\.yaml:1 \/provider/],
    ['a report in no folder', ['good.jsonl', { json: '/none/such/r' }], /mkdir -p \/none\/such/],
    [
      'one file twice',
      ['good.jsonl', { json: 'r.out', results: 'r.out' }],
      /r\.out is given for two things/,
    ],
    ['a report over the cases', ['good.jsonl', { junit: 'good.jsonl' }], /given for two things/],
    [
      'results that are there',
      ['good.jsonl', { results: 'foreign.jsonl' }],
      /there already\n.*--resume/,
    ],
    ['to resume nothing', ['good.jsonl', { resume: true }], /--resume needs --results/],
    [
      'results of another server',
      ['good.jsonl', { resume: true, results: 'other.jsonl' }],
      /results of midlyr at .*:2, not of/,
    ],
    [
      'results of other cases',
      ['good.jsonl', { resume: true, results: 'foreign.jsonl' }],
      /the result of x\/0 in it is of no case/,
    ],
    [
      'results that are none',
      ['good.jsonl', { resume: true, results: 'notes.txt' }],
      /notes\.txt:1 .*no JSON/,
    ],
    [
      'results with a broken line',
      ['good.jsonl', { resume: true, results: 'broken.jsonl' }],
      /broken\.jsonl:2 \/: "kind" is missing/,
    ],
    [
      'two cases with one id, where results are kept',
      ['twice.jsonl', { results: 'r.jsonl' }],
      /two cases with the id m\/0/,
    ],
  ])('%s', async (_name, args, pattern) => {
    await expect(refusal(...args)).rejects.toThrow(pattern);
  });

  it('a file that is not its own, and leaves that as it is', async () => {
    const [cases = '', target = '', results = ''] = inFolder([
      'good.jsonl',
      'target.yaml',
      'notes.txt',
    ]);
    await expect(send(cases, { target, results, resume: true })).rejects.toThrow(/notes\.txt/);
    expect(readFileSync(results, 'utf8')).toBe(files['notes.txt']);
  });

  it('a file with a bad last line, though all before it could be sent', async () => {
    let count = 0;
    const { url } = await serverOf((request, response) => {
      count++;
      created(request, response);
    });
    const [cases = '', file = ''] = inFolder(['bad.jsonl', 'target.yaml']);
    writeFileSync(file, target.replace(nobody, url));
    await expect(send(cases, { target: file })).rejects.toThrow(/bad\.jsonl:3/);
    expect(count).toBe(0);
  });
});
