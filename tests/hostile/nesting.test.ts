import { describe, expect, it } from 'vitest';
import type { Body } from '../../specs/behaviours/body.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { hurriedTime } from '../support/hurried-time.ts';
import { refusalOf } from '../support/own-words.ts';
import { objectsIn } from '../support/places.ts';
import { type PostOperation, postBytes, postOperations } from '../support/post-operations.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });

const arrays = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number) => `${'{"x":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** The JSON of the example, with one more field, as text, in the object that is so many levels deep. */
function withField({ body }: PostOperation, level: number, text: string): string {
  const path = objectsIn(body).find(({ length }) => length === level);
  if (!path) throw new Error(`the example has no object ${level} levels deep`);
  const mark = 'its place';
  const copy = structuredClone(body) as Record<string, unknown>;
  const at = path.reduce((node, name) => node[name] as Record<string, unknown>, copy);
  at.unknown = mark;
  return JSON.stringify(copy).replace(JSON.stringify(mark), text);
}

describe.each(postOperations)('nesting at %s', (_title, post) => {
  const [declared] = behavioursOf<Body>(post.contract, 'body');
  const tooDeep = declared?.tooDeep.answers[0].name;
  const levels = declared?.maxDepth ?? 0;
  const depths = [...new Set(objectsIn(post.body).map(({ length }) => length))];

  it.each(depths)('is refused 10,000 deep in an object at level %i', async (level) => {
    const client = await double.client(post.provider);
    for (const nest of [arrays, objects]) {
      const answer = await postBytes(client, post, withField(post, level, nest(10_000)));
      expect(refusalOf(post.contract, answer)).toBe(tooDeep);
    }
  });

  it('is refused where it never ends', async () => {
    const client = await double.client(post.provider);
    for (const text of ['['.repeat(500_000), '{"x":'.repeat(100_000)]) {
      expect(refusalOf(post.contract, await postBytes(client, post, text))).toBe(tooDeep);
    }
  });

  it('is accepted to the last level that the contract allows, and not a level further', async () => {
    const client = await double.client(post.provider);
    const last = await postBytes(client, post, withField(post, 0, arrays(levels - 1)));
    const further = await postBytes(client, post, withField(post, 0, arrays(levels)));
    expect(last.status).toBe(post.operation.successStatus);
    expect(refusalOf(post.contract, further)).toBe(tooDeep);
  });

  it('is not counted inside strings, nor across siblings', async () => {
    const client = await double.client(post.provider);
    const siblings = `[${'[],{},'.repeat(1000)}"${'[{'.repeat(1000)}\\"[\\\\"]`;
    const answer = await postBytes(client, post, withField(post, 0, siblings));
    expect(answer.status).toBe(post.operation.successStatus);
  });
});
