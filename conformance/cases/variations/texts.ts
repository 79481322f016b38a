import type { Plan, Variation } from '../change.ts';
import type { Field } from '../fields.ts';
import { Maker } from '../maker.ts';
import { fieldOf, replaced } from '../place.ts';
import { mediaTypes, shapeOf } from '../shapes.ts';
import { namesSomething, textClause, variationAt } from './variation-at.ts';

/** Capital digits where small ones are taken too: an address or an id has no case of its own. */
export function letters(plan: Plan, field: Field): Variation[] {
  const { pattern } = field.schema;
  if (typeof pattern !== 'string') return [];
  if (namesSomething(plan, field)) return [];
  const regex = new RegExp(pattern, 'u');
  return variationAt(plan, field, {
    keyword: 'pattern',
    operator: 'capitals',
    apply(draft) {
      const value = String(fieldOf(draft, field.pointer));
      const capitals = value.replaceAll(/[a-f]/g, (letter) => letter.toUpperCase());
      return capitals !== value && regex.test(capitals)
        ? replaced(draft, field.pointer, capitals)
        : undefined;
    },
  });
}

/** Plain words that careless servers fold or count: taken as they are, and echoed as they are. */
const plain: Readonly<Record<string, string>> = {
  'mixed-case': 'Mixed CASE and Digits 0123',
  accents: 'Crème brûlée, naïve façade',
};

/**
 * Plain words in number. Where the document gives no most, a server may have one of its own; what it takes
 * it must not cut.
 */
const lengths: Readonly<Record<string, string>> = {
  long: 'long '.repeat(24),
  longer: 'longer '.repeat(41),
};

/** As long as people write. */
const wholeLetters: Readonly<Record<string, string>> = { page: 'many words '.repeat(180) };

/** Texts that servers escape, strip, normalise or refuse with good reason, where the document is silent. */
const telling: Readonly<Record<string, string>> = {
  markup: '<b>bold</b> &amp; "quoted" \'single\' `ticks` \\ / {{name}} %20',
  decomposed: 'Cafe\u0301 \u212b \ufb01',
  inner: 'two  spaces\tand\nlines',
  symbols: '#1 @home $5 50% [a] {b} a=b a|b ~ ^ *',
};

const veryLong: Readonly<Record<string, string>> = { chapter: 'ten thousand letters '.repeat(480) };

export function texts(plan: Plan, field: Field): Variation[] {
  const { type, format, pattern, enum: listed } = field.schema;
  const isFree = !format && !pattern && !listed && type === 'string';
  if (!isFree || namesSomething(plan, field)) return [];
  const shape = shapeOf(plan, field);
  if (shape?.name === 'media-type') return mediaTypesAt(plan, field);
  const isSentence = shape?.name === 'sentence';
  const { maxLength } = field.schema;
  const words = textClause(plan);
  const taking = maxLength === undefined ? words : undefined;
  const isBounded = maxLength !== undefined || words !== undefined;
  const many = isBounded ? { ...lengths, ...(isSentence && wholeLetters) } : {};
  // Of texts in lists, plain ones tell enough.
  const clause = field.pointer.includes('*') ? undefined : words;
  const assumed = clause === undefined ? {} : { ...telling, ...(isSentence && veryLong) };
  const shaped = (text: string) => shape?.of(text) ?? text;
  return [
    ...textsAt(plan, field, plain, { shaped }),
    ...textsAt(plan, field, many, { shaped, taking }),
    ...textsAt(plan, field, assumed, { shaped: (text) => text, clause }),
  ];
}

function textsAt(
  plan: Plan,
  field: Field,
  values: Readonly<Record<string, string>>,
  {
    shaped,
    ...rests
  }: { shaped: (text: string) => string; clause?: string | undefined; taking?: string | undefined },
): Variation[] {
  const { maxLength = 20_000 } = field.schema;
  return Object.entries(values).flatMap(([operator, value]) =>
    variationAt(plan, field, {
      keyword: 'type',
      operator,
      ...rests,
      apply: (draft, maker) => {
        const ends = [maker.word(), maker.hex(8)];
        const whole = ends
          .map((end) => shaped(`${value.trim()} ${end}`))
          .find((text) => text.length <= Number(maxLength));
        return whole === undefined ? undefined : replaced(draft, field.pointer, whole);
      },
    }),
  );
}

function mediaTypesAt(plan: Plan, field: Field): Variation[] {
  return mediaTypes.flatMap((value) =>
    variationAt(plan, field, {
      keyword: 'type',
      operator: value.replace('/', '-'),
      apply: (draft) => replaced(draft, field.pointer, value),
    }),
  );
}

/** Other texts of a format, all of them plainly of it. */
const wellFormed: Readonly<Record<string, (maker: Maker) => Readonly<Record<string, string>>>> = {
  email: (maker) => ({
    plus: maker.email().replace('@', '+tag@'),
    capitals: maker.email().replace(/^dc/, 'Dc-Capital'),
    long: maker.email().replace('@', `.${'long'.repeat(10)}@a-longer-name.`),
    subdomain: maker.email().replace('@', '@mail.support.'),
  }),
  byte: () => ({ 'two-pads': 'YQ==', 'one-pad': 'YWI=', 'no-pad': 'YWJj', signs: '+/+/' }),
};

export function formats(plan: Plan, field: Field): Variation[] {
  const { format } = field.schema;
  const made = wellFormed[String(format)];
  if (!made || namesSomething(plan, field)) return [];
  const operators = Object.keys(made(new Maker(0, 'plan', 'plan')));
  return operators.flatMap((operator) =>
    variationAt(plan, field, {
      keyword: 'format',
      operator,
      apply: (draft, maker) => replaced(draft, field.pointer, made(maker)[operator]),
    }),
  );
}

/** A file as large as a photo that was made small: its base64 may be longer than a text column. */
export function files(plan: Plan, field: Field): Variation[] {
  const { format, maxLength } = field.schema;
  if (format !== 'byte' || maxLength !== undefined) return [];
  return variationAt(plan, field, {
    keyword: 'type',
    operator: 'a-file',
    apply: (draft, maker) =>
      replaced(draft, field.pointer, Buffer.from(maker.hex(64).repeat(750)).toString('base64')),
  });
}
