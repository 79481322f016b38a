import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, fingerprint } from '../../mock-server/engine/canonical.ts';

/** The same value with the keys of every object in another order. */
function reordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reordered);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reordered(member)]),
  );
}

/** JSON values as a body can hold them, `__proto__` keys and lone surrogates included. */
const json = fc
  .jsonValue({ stringUnit: 'binary' })
  .map((value) => JSON.parse(JSON.stringify(value)));

describe('the fingerprint of a payload', () => {
  it('does not depend on the order of keys, at any depth', () => {
    fc.assert(fc.property(json, (value) => fingerprint(reordered(value)) === fingerprint(value)));
  });

  it('does not depend on white space', () => {
    fc.assert(
      fc.property(
        json,
        (value) => fingerprint(JSON.parse(JSON.stringify(value, null, 3))) === fingerprint(value),
      ),
    );
  });

  it('loses nothing: the canonical text is the value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ['{"a":1}', '{"a":"1"}'],
    ['[1,2]', '[2,1]'],
    ['{"a":{"b":[{"c":1}]}}', '{"a":{"b":[{"c":2}]}}'],
    ['{"a":null}', '{}'],
    ['1e999', 'null'],
    ['"\\ud800"', '"\\ud801"'],
    ['"é"', '"e\u0301"'],
    ['{"__proto__":{"a":1}}', '{}'],
  ])('tells %s from %s', (one, other) => {
    expect(fingerprint(JSON.parse(one))).not.toBe(fingerprint(JSON.parse(other)));
  });

  it.each([
    ['1', '1.0'],
    ['0', '-0'],
    ['100', '1e2'],
    ['"a"', '"\\u0061"'],
  ])('takes %s and %s for the same', (one, other) => {
    expect(fingerprint(JSON.parse(one))).toBe(fingerprint(JSON.parse(other)));
  });
});
