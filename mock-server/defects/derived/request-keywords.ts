import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { kebab } from './candidate.ts';

/** A standard way to get a keyword wrong: members that the schema's node is given, undefined for taken away. */
export interface Edit {
  readonly what: string;
  readonly members: Readonly<Record<string, unknown>>;
}

const dropped = (keyword: string): Edit => ({
  what: 'not-enforced',
  members: { [keyword]: undefined },
});

function around(keyword: string, limit: number, more: string, fewer: string): Edit[] {
  return [
    { what: more, members: { [keyword]: limit + 1 } },
    { what: fewer, members: { [keyword]: limit - 1 } },
    dropped(keyword),
  ];
}

/** An upper limit: one more is taken, one fewer is the limit, or there is none. */
const upper = (keyword: string) => (node: JsonSchema) =>
  around(keyword, Number(node[keyword]), 'one-too-many', 'one-too-few');

function values({ enum: listed, type }: JsonSchema): Edit[] {
  const all = listed as readonly (string | number)[];
  const refused = all.map((value) => ({
    what: `refuses-${kebab(String(value))}`,
    members: { enum: all.filter((other) => other !== value) },
  }));
  if (type === 'number') {
    const numbers = all as readonly number[];
    const [below, above] = [Math.min(...numbers) - 1, Math.max(...numbers) + 1];
    return [
      ...refused,
      { what: `takes-${below}`, members: { enum: [...all, below] } },
      { what: `takes-${above}`, members: { enum: [...all, above] } },
      {
        what: 'takes-fractions',
        members: { enum: undefined, minimum: below + 1, maximum: above - 1 },
      },
    ];
  }
  const texts = all.map(String);
  const otherCase = texts.map((text) =>
    text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase(),
  );
  return [
    ...refused,
    { what: 'takes-any', members: { enum: undefined } },
    { what: 'takes-other-case', members: { enum: [...all, ...otherCase] } },
  ];
}

/** What else is taken where one type is asked for; null is a matter of a clause of its own. */
const lax: Readonly<Record<string, readonly (readonly [what: string, type: string])[]>> = {
  string: [
    ['takes-a-number', 'number'],
    ['takes-a-list', 'array'],
  ],
  object: [
    ['takes-a-list', 'array'],
    ['takes-text', 'string'],
  ],
  array: [
    ['takes-an-object', 'object'],
    ['takes-a-single-value', 'string'],
  ],
  boolean: [
    ['takes-text', 'string'],
    ['takes-a-number', 'number'],
  ],
  number: [['takes-text', 'string']],
};

function types({ type, enum: listed }: JsonSchema): Edit[] {
  const all = (listed ?? []) as unknown[];
  const extra: Record<string, unknown[]> = {
    string: all.map(String),
    number: [0, 1, 2],
    array: all.map((value) => [value]),
  };
  return (lax[String(type)] ?? []).map(([what, also]) => ({
    what,
    members: {
      type: [type, also],
      ...(listed !== undefined && { enum: [...all, ...(extra[also] ?? [])] }),
    },
  }));
}

const formats: Readonly<Record<string, readonly Edit[]>> = {
  email: [
    { what: 'not-enforced', members: { format: undefined } },
    { what: 'an-at-sign-is-enough', members: { format: undefined, pattern: '@' } },
    { what: 'refuses-a-plus', members: { pattern: '^[^+]*$' } },
    { what: 'refuses-subdomains', members: { pattern: '@[^.]+\\.[^.]+$' } },
  ],
  uuid: [
    { what: 'not-enforced', members: { format: undefined } },
    { what: 'takes-32-digits', members: { format: undefined, pattern: '^[0-9a-fA-F-]{32,36}$' } },
    { what: 'refuses-capitals', members: { pattern: '^[^A-Z]*$' } },
  ],
  byte: [
    { what: 'not-enforced', members: { format: undefined } },
    {
      what: 'takes-the-url-alphabet',
      members: { format: undefined, pattern: '^([A-Za-z0-9+/_-]{4})*([A-Za-z0-9+/_-]{2,3}=*)?$' },
    },
    { what: 'takes-it-unpadded', members: { format: undefined, pattern: '^[A-Za-z0-9+/]*=*$' } },
    { what: 'refuses-padding', members: { pattern: '^[^=]*$' } },
  ],
};

/** The ways to get each keyword of a request's schema wrong. */
export const requestKeywords: Readonly<Record<string, (node: JsonSchema) => readonly Edit[]>> = {
  maxLength: upper('maxLength'),
  maxItems: upper('maxItems'),
  minLength: ({ minLength }) =>
    Number(minLength) > 0
      ? [
          { what: 'takes-empty-text', members: { minLength: Number(minLength) - 1 } },
          { what: 'refuses-a-single-character', members: { minLength: Number(minLength) + 1 } },
        ]
      : [{ what: 'refuses-empty-text', members: { minLength: 1 } }],
  minItems: () => [{ what: 'refuses-an-empty-list', members: { minItems: 1 } }],
  uniqueItems: () => [{ what: 'refuses-repeats', members: { uniqueItems: true } }],
  minimum: ({ minimum }) => [
    dropped('minimum'),
    { what: 'takes-one-less', members: { minimum: Number(minimum) - 1 } },
    {
      what: 'refuses-the-least',
      members: { minimum: undefined, exclusiveMinimum: Number(minimum) },
    },
  ],
  enum: values,
  type: types,
  format: ({ format }) => formats[String(format)] ?? [],
  pattern: ({ pattern }) => [
    dropped('pattern'),
    { what: 'unanchored', members: { pattern: String(pattern).replace(/\$$/, '') } },
    { what: 'refuses-capitals', members: { pattern: String(pattern).replaceAll('A-F', '') } },
  ],
  additionalProperties: () => [
    { what: 'refuses-others', members: { additionalProperties: false } },
  ],
};
