import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, freeText, ticketsOf } from './create-ticket.ts';

const double = useDouble();
const key = '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e64';

/** The same JSON value written otherwise: members in reverse order, white space wherever it may stand. */
function rewritten(value: unknown): string {
  if (Array.isArray(value)) return `[\n${value.map(rewritten).join(' ,\t')} ]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).reverse();
  return `{ ${members.map(([name, member]) => `${JSON.stringify(name)}\r\n: ${rewritten(member)}`).join(' , ')}\n}`;
}

const bodyWith = (details: unknown) => ({ ...freeText, data: { ...freeText.data, details } });

/** Filed first with one body and then, under the same key, with another: the second answer's status. */
async function statusOfSecond(first: unknown, second: unknown): Promise<number> {
  const client = await double.client('tickiti');
  expect((await createTicket(client, first, { key })).status).toBe(200);
  const { status } = await createTicket(client, second, { key });
  expect(await ticketsOf(client)).toHaveLength(1);
  return status;
}

describe('tickiti: what counts as the same payload', () => {
  clause('tickiti/idempotency/fingerprint', async () => {
    const body = bodyWith({ sizes: [{ eu: 42, us: 8.5 }, { eu: 43 }], gift: null, note: 'a  b' });
    expect(await statusOfSecond(body, rewritten(body))).toBe(200);
    expect(await statusOfSecond(body, JSON.stringify(body).replace('42', '4.2e1'))).toBe(200);
    expect(await statusOfSecond(body, JSON.stringify(body).replace('gift', '\\u0067ift'))).toBe(
      200,
    );
  });

  it('replays any payload, however its JSON is written', async () => {
    const property = fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (details) => {
      const body = bodyWith(details);
      expect(await statusOfSecond(body, rewritten(body))).toBe(200);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it('takes any two payloads that differ for two payloads', async () => {
    const pair = fc
      .tuple(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }))
      .map((values) => values.map((value) => JSON.parse(JSON.stringify(value))))
      .filter(([one, other]) => !isDeepStrictEqual(one, other));
    const property = fc.asyncProperty(pair, async ([one, other]) => {
      expect(await statusOfSecond(bodyWith(one), bodyWith(other))).toBe(409);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  it.each([
    ['an element elsewhere in an array', { a: [1, 2] }, { a: [2, 1] }],
    ['a value five levels down', { a: [{ b: [{ c: 1 }] }] }, { a: [{ b: [{ c: 2 }] }] }],
    ['a number as a string', { a: 1 }, { a: '1' }],
    ['null in place of nothing', { a: null }, {}],
    ['false in place of 0', { a: false }, { a: 0 }],
    ['an empty array in place of an empty object', { a: [] }, { a: {} }],
    ['white space inside a string', { a: 'b c' }, { a: 'b  c' }],
    ['a name in another case', { a: 1 }, { A: 1 }],
    ['the same letter in another Unicode form', { a: 'é' }, { a: 'e\u0301' }],
    ['members that moved between objects', { a: { b: 1 }, c: {} }, { a: {}, c: { b: 1 } }],
  ])('sees the difference: %s', async (_what, one, other) => {
    expect(await statusOfSecond(bodyWith(one), bodyWith(other))).toBe(409);
  });
});
