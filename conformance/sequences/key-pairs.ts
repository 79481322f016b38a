import type { Maker } from '../cases/maker.ts';

/** Two keys that a careless comparison takes for one. */
export type KeyPair = readonly [one: string, other: string];

/** Keys that differ only in how they are written. */
const writings: Readonly<Record<string, (key: string) => KeyPair>> = {
  'lower-case': (key) => [`${key}A`, `${key}a`],
  'upper-case': (key) => [`${key}a`, `${key}A`],
  'a-space-after': (key) => [key, `${key} `],
  'a-space-before': (key) => [key, ` ${key}`],
  'two-spaces': (key) => [`${key} x`, `${key}  x`],
  decomposed: (key) => [`${key}\u00e9`, `${key}e\u0301`],
  compatible: (key) => [`${key}\u212b`, `${key}\u00c5`],
  'sharp-s': (key) => [`${key}\u00df`, `${key}ss`],
  'zero-width': (key) => [key, `${key}\u200b`],
};

/** Keys that differ in what is written. */
const values: Readonly<Record<string, (key: string, digits: string) => KeyPair>> = {
  'letter-101': (key) => [`${key.padEnd(100, 'x')}a`, `${key.padEnd(100, 'x')}b`],
  'first-letter': (key) => [`a${key}`, `b${key}`],
  longer: (key) => [key, `${key}1`],
  shorter: (key) => [`${key}1`, key],
  punctuation: (key) => [`${key}-1`, `${key}_1`],
  percent: (key) => [`${key} x`, `${key}%20x`],
  'leading-zero': (_key, digits) => [digits, `0${digits}`],
  decimal: (_key, digits) => [digits, `${digits}.0`],
};

/** Pairs that nobody used, by what tells them apart. */
export function keyPairs(
  kind: 'writings' | 'values',
  place: 'header' | 'body',
  fresh: () => string,
  maker: Maker,
): [name: string, pair: KeyPair][] {
  const digits = () => BigInt(`0x1${maker.hex(12)}`).toString();
  return Object.entries(kind === 'writings' ? writings : values)
    .map(([name, make]): [string, KeyPair] => [name, make(fresh(), digits())])
    .filter(([, pair]) => place === 'body' || pair.every((key) => fieldValue.test(key)));
}

/** What a header field can carry: visible ASCII, and spaces only within (RFC 9110, 5.5). */
const fieldValue = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;
