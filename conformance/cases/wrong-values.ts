import type { JsonSchema } from '../../specs/contract/declare.ts';
import type { Maker } from './maker.ts';
import { aboveBound, matching } from './values.ts';

/** A value that breaks one keyword, and what was done to break it. */
export interface WrongValue {
  readonly operator: string;
  make(maker: Maker): unknown;
}

type Breaker = (schema: JsonSchema) => readonly WrongValue[];

const fixed = (operator: string, value: unknown): WrongValue => ({ operator, make: () => value });

/** Values of another type, the near ones first: what a lenient parser might take for the right one. */
const wrongTypes: Readonly<Record<string, readonly WrongValue[]>> = {
  string: [
    fixed('a-number', 12345),
    fixed('one', 1),
    fixed('a-boolean', true),
    fixed('an-object', {}),
    fixed('a-list', ['text']),
  ],
  number: [
    fixed('a-numeral', '2'),
    fixed('a-boolean', true),
    fixed('an-object', {}),
    fixed('a-list', [2]),
  ],
  integer: [
    fixed('a-numeral', '2'),
    fixed('a-boolean', true),
    fixed('a-fraction', 1.5),
    fixed('a-list', [2]),
  ],
  boolean: [fixed('a-word', 'true'), fixed('one', 1), fixed('zero', 0), fixed('an-object', {})],
  object: [
    fixed('a-text', 'text'),
    fixed('a-number', 12345),
    fixed('a-boolean', true),
    fixed('a-list', []),
  ],
  array: [
    fixed('a-text', 'text'),
    fixed('an-object', {}),
    fixed('a-number', 12345),
    fixed('a-boolean', true),
  ],
};

const wrongFormats: Readonly<Record<string, readonly string[]>> = {
  email: [
    'no-at-sign.example.com',
    'two@at@signs.example.com',
    'nobody@',
    '@example.com',
    'a space@example.com',
  ],
  uuid: [
    'not-a-uuid',
    '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e6',
    '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e640',
    '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e6g',
  ],
  byte: ['###not-base64###', 'YWJj*A==', 'YWJj-_-_', 'YWI'],
  'date-time': ['yesterday', '2026-13-01T00:00:00Z'],
  date: ['yesterday', '2026-02-30'],
  uri: ['no uri', 'http://'],
};

const far = 1_000_000;

/** What breaks a keyword, by keyword. One that is not here has no fault to show. */
export const breakers: Readonly<Record<string, Breaker>> = {
  type: ({ type }) => (typeof type === 'string' ? (wrongTypes[type] ?? []) : []),
  enum: (schema) => nearMisses((schema.enum ?? []) as unknown[]),
  const: ({ const: value }) => nearMisses([value]),
  minLength: ({ minLength }) => [
    ...(Number(minLength) > 0 ? [fixed('one-too-few', 'x'.repeat(Number(minLength) - 1))] : []),
    ...(Number(minLength) > 1 ? [fixed('none-at-all', '')] : []),
  ],
  maxLength: ({ maxLength }) => [
    text('one-too-many', Number(maxLength) + 1),
    text('many-too-many', Number(maxLength) * 2 + 10),
  ],
  pattern: (schema) =>
    ['too-short', 'too-long', 'another-letter', 'empty'].map((operator) => ({
      operator,
      make: (maker: Maker) => mutant(operator, matching(String(schema.pattern), maker)),
    })),
  format: ({ format }) =>
    (wrongFormats[String(format)] ?? []).map((value, i) => fixed(`not-one-${i + 1}`, value)),
  minimum: ({ minimum }) => [
    fixed('one-too-small', Number(minimum) - 1),
    fixed('far-too-small', Number(minimum) - far),
  ],
  maximum: ({ maximum }) => [
    fixed('one-too-big', Number(maximum) + 1),
    fixed('far-too-big', Number(maximum) + far),
  ],
  exclusiveMinimum: ({ exclusiveMinimum }) => [fixed('the-bound-itself', Number(exclusiveMinimum))],
  exclusiveMaximum: ({ exclusiveMaximum }) => [fixed('the-bound-itself', Number(exclusiveMaximum))],
  multipleOf: (schema) => [
    fixed('between-two', aboveBound(schema) + Number(schema.multipleOf) / 2),
  ],
};

/** A text of exactly so many letters. */
export function text(operator: string, length: number): WrongValue {
  return {
    operator,
    make: (maker) => `${maker.hex(12)}${maker.word()}`.padEnd(length, 'x').slice(0, length),
  };
}

function mutant(operator: string, sample: string): string {
  if (operator === 'too-short') return sample.slice(0, -1);
  if (operator === 'too-long') return `${sample}a`;
  if (operator === 'another-letter') return `${sample.slice(0, -1)}g`;
  return '';
}

function nearMisses(values: readonly unknown[]): WrongValue[] {
  const [first] = values;
  if (typeof first === 'number') {
    const numbers = values as number[];
    return [
      fixed('below', Math.min(...numbers) - 1),
      fixed('above', Math.max(...numbers) + 1),
      fixed('between', Math.min(...numbers) + 0.5),
    ];
  }
  if (typeof first !== 'string') return [];
  const last = String(values.at(-1));
  return [
    fixed('other-case', swapCase(first)),
    fixed('other-case-of-the-last', swapCase(last)),
    fixed('longer', `${first}s`),
    fixed('shorter', last.slice(0, -1)),
    fixed('empty', ''),
    fixed('unknown', 'doublecheck'),
    fixed('in-a-list', [first]),
  ];
}

function swapCase(word: string): string {
  return word === word.toLowerCase() ? word.toUpperCase() : word.toLowerCase();
}
