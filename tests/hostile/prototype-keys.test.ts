import { afterEach, describe, expect, it } from 'vitest';
import { hurriedTime } from '../support/hurried-time.ts';
import { assertAllowed } from '../support/own-words.ts';
import { objectsIn } from '../support/places.ts';
import {
  type PostOperation,
  postBytes,
  postJson,
  postOperations,
} from '../support/post-operations.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });

/** Names that objects inherit, as JSON members: a literal would set the prototype instead. */
const members = [
  '"__proto__":{"polluted":true,"toString":null}',
  '"__proto__":null',
  '"__proto__":["polluted"]',
  '"constructor":{"prototype":{"polluted":true}}',
  '"prototype":{"polluted":true}',
  '"toString":null,"valueOf":null',
  '"toJSON":{"polluted":true}',
  '"hasOwnProperty":1,"then":{},"length":-1',
];

/** The example as JSON, with members added to the object at a path. */
function withMembers({ body }: PostOperation, path: readonly string[], text: string): string {
  const write = (value: unknown, at: readonly string[]): string => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map((item, i) => write(item, [...at, String(i)]))}]`;
    const own = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}:${write(member, [...at, name])}`,
    );
    return `{${at.join() === path.join() ? [text, ...own] : own}}`;
  };
  return write(body, []);
}

afterEach(() => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(String({})).toBe('[object Object]');
});

describe.each(postOperations)('inherited names at %s', (_title, post) => {
  const places = objectsIn(post.body);

  it.each(members)('%s in any object is answered as any other member is', async (text) => {
    const client = await double.client(post.provider);
    for (const path of places) {
      assertAllowed(post, await postBytes(client, post, withMembers(post, path, text)));
    }
  });

  it('leave the requests after them as they were', async () => {
    const client = await double.client(post.provider);
    for (const text of members) {
      await postBytes(client, post, withMembers(post, [], text));
      const answer = await postJson(client, post, post.body);
      expect(answer.status).toBe(post.operation.successStatus);
      expect(answer.text).not.toContain('polluted');
    }
  });

  it('come from the admin API as they were sent', async () => {
    const client = await double.client(post.provider);
    const tickets = await client.list('tickets');
    expect(tickets).toEqual([]);
    await postBytes(client, post, withMembers(post, [], '"__proto__":{"polluted":true}'));
    const [entry] = await client.journal();
    expect(entry?.request.body).toContain('"__proto__":{"polluted":true}');
    expect(await client.list('tickets')).toHaveLength(1);
  });
});
