import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Body } from '../../specs/behaviours/body.ts';
import type { Validation } from '../../specs/behaviours/validation.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import { hurriedTime } from '../support/hurried-time.ts';
import { refusalOf } from '../support/own-words.ts';
import { type PostOperation, postBytes, postOperations } from '../support/post-operations.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });

/** The bytes of a body that is none, made of one that is. */
const noJson: Record<string, (valid: string) => string | Uint8Array> = {
  'nothing at all': () => '',
  'white space': () => ' \t\r\n',
  'a byte order mark and nothing else': () => '\uFEFF',
  'all but the last brace': (valid) => valid.slice(0, -1),
  'the first half': (valid) => valid.slice(0, valid.length / 2),
  'two values': (valid) => valid + valid,
  'a trailing comma': (valid) => `${valid.slice(0, -1)},}`,
  'a comment': (valid) => `/* all */${valid}`,
  'single quotes': (valid) => valid.replaceAll('"', "'"),
  'a form': () => 'subject=a&content=b',
  NaN: (valid) => `${valid.slice(0, -1)},"x":NaN}`,
  'a raw NUL in a string': (valid) => `${valid.slice(0, -1)},"x":"\0"}`,
  'UTF-16 with its mark': (valid) => Buffer.from(`\uFEFF${valid}`, 'utf16le'),
  'UTF-16 without one': (valid) => Buffer.from(valid, 'utf16le'),
  'Latin-1': (valid) => Buffer.from(`${valid.slice(0, -1)},"x":"\u00e9"}`, 'latin1'),
  'UTF-8 cut in the middle of a letter': () => Buffer.from([0x22, 0xe2, 0x82, 0x22]),
  'an overlong form': () => Buffer.from([0x22, 0xc0, 0xaf, 0x22]),
  'a surrogate as bytes': () => Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
  'gzip that is not declared': (valid) => gzipSync(valid),
};

const notObjects = ['[]', '[{}]', '"text"', '0', '-0', '1e999', 'true', 'false', 'null'];

/** Headers under which no body is read. */
const wrongTypes: Record<string, Record<string, string | null>> = {
  'no content type': { 'Content-Type': null },
  'plain text': { 'Content-Type': 'text/plain' },
  'a form': { 'Content-Type': 'application/x-www-form-urlencoded' },
  'a form of parts': { 'Content-Type': 'multipart/form-data; boundary=x' },
  XML: { 'Content-Type': 'application/xml' },
  'a type that only begins like JSON': { 'Content-Type': 'application/jsonx' },
  'two types in one': { 'Content-Type': 'application/json, text/plain' },
  'no type at all': { 'Content-Type': ';' },
  'UTF-16': { 'Content-Type': 'application/json; charset=utf-16' },
  'Latin-1': { 'Content-Type': 'application/json; charset=iso-8859-1' },
  'UTF-7': { 'Content-Type': 'application/json; charset="utf-7"' },
  gzip: { 'Content-Encoding': 'gzip' },
  'an encoding nobody knows': { 'Content-Encoding': 'aes128gcm, br' },
};

const acceptedTypes = [
  'application/json',
  'Application/JSON',
  'application/json;charset=UTF-8',
  'application/json; charset="utf-8"; profile=x',
];

/** The name of the answer that our double gives first. */
function firstAnswer({ answers: [answer] }: Rejection): string {
  return answer.name;
}

function declaredBody({ contract }: PostOperation): Body {
  const [body] = behavioursOf<Body>(contract, 'body');
  if (!body) throw new Error('the contract says nothing of bodies');
  return body;
}

describe.each(postOperations)('a body to %s', (_title, post) => {
  const valid = JSON.stringify(post.body);
  const { malformed, mediaType } = declaredBody(post);

  it.each(Object.entries(noJson))('that is %s is refused as malformed', async (_name, spoil) => {
    const answer = await postBytes(await double.client(post.provider), post, spoil(valid));
    expect(refusalOf(post.contract, answer)).toBe(firstAnswer(malformed));
  });

  it.each(notObjects)('with %s at its root is refused as invalid', async (root) => {
    const [validation] = behavioursOf<Validation>(post.operation, 'validation');
    const answer = await postBytes(await double.client(post.provider), post, root);
    expect(refusalOf(post.contract, answer)).toBe(validation && firstAnswer(validation.invalid));
  });

  it.each(Object.entries(wrongTypes))(
    'sent as %s is refused for its type',
    async (_name, headers) => {
      const answer = await postBytes(await double.client(post.provider), post, valid, headers);
      expect(refusalOf(post.contract, answer)).toBe(firstAnswer(mediaType));
    },
  );

  it.each(acceptedTypes)('sent as %s is accepted', async (type) => {
    const client = await double.client(post.provider);
    const answer = await postBytes(client, post, valid, { 'Content-Type': type });
    expect(answer.status).toBe(post.operation.successStatus);
  });

  it.each([
    ['after a byte order mark', `\uFEFF${valid}`],
    ['between white space', `\r\n\t ${valid} \n`],
    ['with a key twice', `{"x":1,"x":[2],${valid.slice(1)}`],
  ])('%s is accepted', async (_name, body) => {
    const answer = await postBytes(await double.client(post.provider), post, body);
    expect(answer.status).toBe(post.operation.successStatus);
  });
});
