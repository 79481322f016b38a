import { describe, expect, it } from 'vitest';
import { hurriedTime } from '../support/hurried-time.ts';
import { assertAllowed } from '../support/own-words.ts';
import { objectsIn, stringsIn, withValue } from '../support/places.ts';
import { postBytes, postOperations } from '../support/post-operations.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });

const numbers = ['1e999', '-1e999', '1e-999', '-0', '9007199254740993', '9'.repeat(5000)];

/** The example as JSON, with a number, as it is written, at a path. */
function withNumber(body: object, path: readonly string[], number: string): string {
  const mark = 'its place';
  return JSON.stringify(withValue(body, path, mark)).replace(JSON.stringify(mark), number);
}

describe.each(postOperations)('huge numbers at %s', (_title, post) => {
  it('are no strings', async () => {
    const client = await double.client(post.provider);
    for (const path of stringsIn(post.body)) {
      const answer = await postBytes(client, post, withNumber(post.body, path, '1e999'));
      assertAllowed(post, answer);
    }
  });

  it('are accepted in fields that the contract does not name', async () => {
    const client = await double.client(post.provider);
    for (const number of numbers) {
      const answer = await postBytes(client, post, withNumber(post.body, ['unknown'], number));
      expect(answer.status).toBe(post.operation.successStatus);
    }
  });

  it('are answered by the contract in any object', async () => {
    const client = await double.client(post.provider);
    for (const path of objectsIn(post.body)) {
      for (const number of numbers) {
        assertAllowed(
          post,
          await postBytes(client, post, withNumber(post.body, [...path, 'x'], number)),
        );
      }
    }
  });
});
