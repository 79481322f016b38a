import { describe, expect, it } from 'vitest';
import { linesOf } from '../../conformance/send/lines.ts';
import { casesIn } from '../../conformance/send/read-cases.ts';
import { accepted, jsonl } from './sample-cases.ts';

async function* piecesOf(text: string | Buffer, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function idsIn(text: string | Buffer, size = 7): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of casesIn('c.jsonl', piecesOf(text, size))) ids.push(id);
  return ids;
}

/** A case, changed in its JSON. */
function changed(change: (value: ReturnType<typeof parsed>) => void): string {
  const value = parsed();
  change(value);
  return JSON.stringify(value);
}

const parsed = () => JSON.parse(JSON.stringify(accepted('m')));

describe('cases are read', () => {
  it('wherever the bytes are cut, with line breaks of any kind in texts', async () => {
    const text = jsonl(['ä', '\u2028', '😀', 'a\r\nb'].map((id) => accepted(id)));
    for (const size of [1, 2, 3, 64, 100_000])
      expect(await idsIn(text, size)).toEqual(['ä', '\u2028', '😀', 'a\r\nb']);
  });

  it('with a byte order mark, blank lines, returns before line feeds, and no line feed at the end', async () => {
    const one = JSON.stringify(accepted('m'));
    expect(await idsIn(`\ufeff\n${one}\r\n\n  \n${one}`)).toEqual(['m', 'm']);
  });
});

it('many lines are read, each as long as a line may be', async () => {
  const numbers: number[] = [];
  for await (const { number, bytes } of linesOf(piecesOf(`${'x'.repeat(20)}\n`.repeat(9), 7), 20))
    if (bytes.length === 20) numbers.push(number);
  expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

describe('what is no case is refused at its line', () => {
  const good = JSON.stringify(accepted('m'));
  it.each<[string, string | Buffer, RegExp]>([
    ['no JSON', '{"id":', /c\.jsonl:2 \/: it is no JSON: .*\n {4}Give a file of cases/],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00]), /c\.jsonl:2 \/: it is no text in UTF-8/],
    ['no object', '[]', /2 \/: must be object/],
    ['a property that is missing', changed((one) => delete one.kind), /"kind" is missing/],
    [
      'a slip of the pen',
      changed((one) => Object.assign(one.steps[0], { alowed: [] })),
      /2 \/steps\/0\/alowed: there is no "alowed" here\n {4}Did you mean "allowed"\?/,
    ],
    [
      'a status that is none',
      changed((one) => Object.assign(one.steps[0], { allowed: [{ status: '3xx' }] })),
      /2 \/steps\/0\/allowed\/0\/status: must be integer, or 2xx or 4xx/,
    ],
    [
      'no outcome',
      changed((one) => Object.assign(one.steps[0], { allowed: [] })),
      /\/steps\/0\/allowed: /,
    ],
    [
      'a body of two kinds',
      changed((one) => Object.assign(one.steps[0].request.body, { base64: '' })),
      /\/request\/body: must be an object with text and nothing else, or .* base64 .* parts/,
    ],
    [
      'a body that is no base64',
      changed((one) => Object.assign(one.steps[0].request, { body: { base64: '?' } })),
      /\/body\/base64: is no base64/,
    ],
    [
      'a body that no memory holds',
      changed((one) =>
        Object.assign(one.steps[0].request, { body: { parts: [{ text: 'x', times: 1e12 }] } }),
      ),
      /\/body\/parts: must come to 256 Mi letters at most/,
    ],
    [
      'a part that has no number',
      changed((one) =>
        Object.assign(one.steps[0].request, { body: { parts: [{ text: 'x', times: -1 }] } }),
      ),
      /\/body\/parts\/0\/times: must be >= 0/,
    ],
    [
      'a header twice',
      changed((one) => one.steps[0].request.headers.push({ name: 'Content-Type', value: 'a' })),
      /\/headers\/2\/name: the header content-type stands here twice/,
    ],
    [
      "a header of HTTP's own",
      changed((one) => one.steps[0].request.headers.push({ name: 'Content-Length', value: '1' })),
      /content-length is what HTTP itself sets\n {4}Leave it out/,
    ],
    [
      'a header with a line feed',
      changed((one) => one.steps[0].request.headers.push({ name: 'x', value: 'a\nb' })),
      /\/headers\/2\/value: /,
    ],
    [
      'a path with a space',
      changed((one) => Object.assign(one.steps[0].request, { path: '/a b' })),
      /\/path: must have no spaces.*\n {4}Percent-encode/,
    ],
    [
      'another provider than above',
      changed((one) => Object.assign(one, { provider: 'mava' })),
      /2 \/provider: this is a case of mava, and those above are of midlyr/,
    ],
  ])('%s', async (_name, line, pattern) => {
    const text = Buffer.concat([Buffer.from(`${good}\n`), Buffer.from(line as string)]);
    await expect(idsIn(text)).rejects.toThrow(pattern);
  });

  it('a line without an end', async () => {
    const endless = (async function* () {
      for (;;) yield Buffer.alloc(8 * 1024 * 1024, ' ');
    })();
    await expect(casesIn('c.jsonl', endless).next()).rejects.toThrow(/c\.jsonl:1 .*longer than/);
  });
});
