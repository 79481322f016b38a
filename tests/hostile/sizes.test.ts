import { describe, expect, it } from 'vitest';
import type { Body } from '../../specs/behaviours/body.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { hurriedTime } from '../support/hurried-time.ts';
import { assertAllowed, refusalOf } from '../support/own-words.ts';
import { stringsIn, withValue } from '../support/places.ts';
import { postBytes, postJson, postOperations } from '../support/post-operations.ts';
import { headOf, openSocket, readAnswer } from '../support/raw-http.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });
const fiveMegabytes = 5 * 1024 * 1024;

/** Texts of a megabyte that have the look of a format and lead a careless pattern astray. */
const long: Record<string, string> = {
  'one letter again and again': 'a'.repeat(900_000),
  'a local part of dots': `${'a.'.repeat(400_000)}@x`,
  'a domain of dots': `a@${'a.'.repeat(400_000)}!`,
  'a domain of hyphens': `a@${'a-'.repeat(400_000)}`,
  'a path of dots': `https://x/${'../'.repeat(300_000)}`,
  'percent signs': `https://x/${'%25'.repeat(300_000)}`,
  colons: `https://[${':'.repeat(800_000)}]/`,
  'base64 without an end': 'QUJD'.repeat(220_000),
  'white space': ' '.repeat(900_000),
};

describe.each(postOperations)('size at %s', (_title, post) => {
  const [declared] = behavioursOf<Body>(post.contract, 'body');
  const { maxBytes = 0 } = declared ?? {};
  const tooLarge = declared?.tooLarge.answers[0].name;
  const valid = JSON.stringify(post.body);
  const padded = (bytes: number) => valid + ' '.repeat(bytes - Buffer.byteLength(valid));

  it('is accepted to the last byte, and not a byte further', async () => {
    const client = await double.client(post.provider);
    const last = await postBytes(client, post, padded(maxBytes));
    const further = await postBytes(client, post, padded(maxBytes + 1));
    expect(last.status).toBe(post.operation.successStatus);
    expect(refusalOf(post.contract, further)).toBe(tooLarge);
  });

  it('of 5 MB is answered by the contract', async () => {
    const client = await double.client(post.provider);
    const answer = await postBytes(client, post, padded(fiveMegabytes));
    if (maxBytes < fiveMegabytes) expect(refusalOf(post.contract, answer)).toBe(tooLarge);
    else expect(answer.status).toBe(post.operation.successStatus);
  });

  it('is counted while chunks arrive, when nothing announces it', async () => {
    const client = await double.client(post.provider);
    const socket = openSocket(client.target.baseUrl);
    const head = headOf(client, post, ['Connection: close', 'Transfer-Encoding: chunked']);
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    socket.write(`${head}\r\n`);
    for (let sent = 0; sent <= maxBytes; sent += 0x10000) socket.write(chunk);
    expect(refusalOf(post.contract, await readAnswer(socket))).toBe(tooLarge);
  });

  it.each(Object.entries(long))('of any string: %s', async (_name, text) => {
    const client = await double.client(post.provider);
    for (const path of stringsIn(post.body)) {
      assertAllowed(post, await postJson(client, post, withValue(post.body, path, text)));
    }
  });
});
