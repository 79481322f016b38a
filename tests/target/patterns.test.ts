import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../conformance/target/clause-pattern.ts';
import { nearest } from '../../conformance/target/nearest.ts';

describe('a pattern of clauses', () => {
  it.each([
    ['mava/order', 'mava/order', true],
    ['mava/order', 'mava/order-2', false],
    ['mava/rate-limit/*', 'mava/rate-limit/90-per-30s', true],
    ['mava/rate-limit/*', 'mava/rate-limit', false],
    ['*/conflict', 'tickiti/idempotency/conflict', true],
    ['mava/*/max', 'mava/tags/name/max', true],
    ['mava/*/max', 'mava/tags/max-20', false],
    ['*', 'anything/at-all', true],
    ['mava.order*', 'mava/order', false],
    ['(a+)+*', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', false],
  ])('%s on %s: %s', (pattern, id, expected) => {
    expect(matchesPattern(pattern, id)).toBe(expected);
  });
});

describe('the name that was meant', () => {
  const known = ['baseUrl', 'credentials', 'may', 'lacks'];
  it.each([
    ['base-url', 'baseUrl'],
    ['BASE_URL', 'baseUrl'],
    ['credential', 'credentials'],
    ['crednetials', 'credentials'],
    ['lack', 'lacks'],
    ['zzz', undefined],
    ['', undefined],
  ])('by %j is %s', (name, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });
});
