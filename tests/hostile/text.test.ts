import { describe, expect, it } from 'vitest';
import { hurriedTime } from '../support/hurried-time.ts';
import { assertAllowed } from '../support/own-words.ts';
import { objectsIn, stringsIn, withValue } from '../support/places.ts';
import { postBytes, postJson, postOperations } from '../support/post-operations.ts';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });

/** Texts that break what takes strings for text without looking. */
const strange: Record<string, string> = {
  'a lone high surrogate': 'a\ud800b',
  'a lone low surrogate': '\udfff',
  NUL: 'a\0b',
  'NUL alone': '\0',
  'a line break and a header': 'a\r\nSet-Cookie: session=stolen\r\n\r\n<html>',
  'the signs that end a log line or a terminal line': '\u2028\u2029\u001b[2J\u0007',
  'a text that goes both ways': '\u202eexe.txt',
  markup: '<script>alert(1)</script>{{constructor}}',
  SQL: `'; DROP TABLE entities; --`,
  'a quotation mark first': '"\\u0000"',
  'nothing but white space': ' \u00a0\u3000',
  'twenty letters in one': `e${'\u0301'.repeat(20)}`,
};

describe.each(postOperations)('strange text at %s', (_title, post) => {
  it.each(Object.entries(strange))('in any string: %s', async (_name, text) => {
    const client = await double.client(post.provider);
    for (const path of stringsIn(post.body)) {
      assertAllowed(post, await postJson(client, post, withValue(post.body, path, text)));
    }
    expect(await client.journal()).toHaveLength(stringsIn(post.body).length);
  });

  it.each(Object.entries(strange))('in any key: %s', async (_name, text) => {
    const client = await double.client(post.provider);
    for (const path of objectsIn(post.body)) {
      const body = withValue(post.body, [...path, text], text);
      assertAllowed(post, await postJson(client, post, body));
    }
  });

  it('as the token of another', async () => {
    const client = await double.client(post.provider);
    const { header = '' } = client.target.credentials.primary ?? {};
    for (const value of ['\u00ff', "' OR 1=1 --", '"', '""', '__proto__', 'Bearer', 'Bearer  ']) {
      const answer = await postBytes(client, post, JSON.stringify(post.body), { [header]: value });
      assertAllowed(post, answer);
      expect(answer.status).toBe(401);
    }
  });
});

describe('an externalRef of midlyr', () => {
  const submit = (client: Client, externalRef: string) =>
    client.send('primary', {
      path: '/api/v1/events',
      body: { scenario: 'generic', content: { type: 'text', text: 'x' }, externalRef },
    });

  it.each([
    ['two lone surrogates', '\ud800', '\ud801'],
    ['a lone surrogate and the sign that replaces one', '\ud800', '\ufffd'],
    ['texts that differ after a NUL', 'a\0b', 'a\0c'],
    ['a text and the same cut at its NUL', 'a\0b', 'a'],
    ['a NUL and its escape', '\0', '"\\u0000"'],
    ['a name that objects inherit and its neighbour', '__proto__', 'constructor'],
  ])('tells apart %s, and comes back as it was', async (_name, one, other) => {
    const client = await double.client('midlyr');
    const answers = [await submit(client, one), await submit(client, other)];
    const replay = await submit(client, one);
    expect(answers.map(({ body }) => body.created)).toEqual([true, true]);
    expect(answers.map(({ body }) => body.externalRef)).toEqual([one, other]);
    expect(replay.body).toEqual({ ...answers[0]?.body, created: false });
    expect((await client.list('tickets')).map((ticket) => ticket.externalRef)).toEqual([
      one,
      other,
    ]);
  });
});
