import fc from 'fast-check';
import { describe, it } from 'vitest';
import { hurriedTime } from '../support/hurried-time.ts';
import { assertAllowed } from '../support/own-words.ts';
import { objectsIn, stringsIn, withValue } from '../support/places.ts';
import { postBytes, postJson, postOperations } from '../support/post-operations.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble({ realTime: hurriedTime() });
const runs = { numRuns: 60 };

/** JSON values with keys and texts that fast-check likes to break things with. */
const { value: anyJson } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1, 1e308, '', '\ud800'),
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true }),
    fc.array(tie('value')),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value')),
  ),
}));

describe.each(postOperations)('%s answers in its own words', (_title, post) => {
  it('whatever bytes it is sent', async () => {
    const client = await double.client(post.provider);
    const property = fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      assertAllowed(post, await postBytes(client, post, bytes));
    });
    await fc.assert(property, runs);
  });

  it('whatever JSON it is sent', async () => {
    const client = await double.client(post.provider);
    const property = fc.asyncProperty(anyJson, async (value) => {
      assertAllowed(post, await postJson(client, post, value));
    });
    await fc.assert(property, runs);
  });

  it('whatever stands in a place of a valid body', async () => {
    const client = await double.client(post.provider);
    const inside = [...stringsIn(post.body), ...objectsIn(post.body)].filter(
      ({ length }) => length > 0,
    );
    const fields = Object.keys((post.operation.bodySchema?.properties ?? {}) as object);
    const place = fc.constantFrom(...inside, ...fields.map((name) => [name]));
    const property = fc.asyncProperty(place, anyJson, async (path, value) => {
      assertAllowed(post, await postJson(client, post, withValue(post.body, path, value)));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it('wherever a valid body is cut, doubled or spoiled', async () => {
    const client = await double.client(post.provider);
    const valid = Buffer.from(JSON.stringify(post.body));
    const at = fc.nat(valid.length);
    const property = fc.asyncProperty(
      at,
      at,
      fc.uint8Array({ maxLength: 3 }),
      async (a, b, put) => {
        const bytes = Buffer.concat([valid.subarray(0, a), put, valid.subarray(b)]);
        assertAllowed(post, await postBytes(client, post, bytes));
      },
    );
    await fc.assert(property, runs);
  });
});
