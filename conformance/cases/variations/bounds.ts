import type { Plan, Variation } from '../change.ts';
import type { Field } from '../fields.ts';
import type { Maker } from '../maker.ts';
import { replaced } from '../place.ts';
import { shapeOf } from '../shapes.ts';
import { text } from '../wrong-values.ts';
import { namesSomething, textClause, variationAt } from './variation-at.ts';

const boundKeywords = ['minimum', 'maximum', 'minLength', 'maxLength'] as const;

/** Exactly at the bound. */
export function bounds(plan: Plan, field: Field): Variation[] {
  if (namesSomething(plan, field)) return [];
  const isOfKind = shapeOf(plan, field)?.name === 'media-type';
  return boundKeywords.flatMap((keyword) => {
    const bound = field.schema[keyword];
    if (typeof bound !== 'number') return [];
    return variationAt(plan, field, {
      keyword,
      operator: 'just-inside',
      // A text that is of a kind has that kind's own least length.
      premise: isOfKind ? textClause(plan) : undefined,
      apply: (draft, maker) => replaced(draft, field.pointer, boundary(keyword, bound, maker)),
    });
  });
}

/** As long as may be in letters of two bytes: one character each, whoever counts characters. */
export function beyondAscii(plan: Plan, field: Field): Variation[] {
  const { maxLength, type, format, pattern, enum: listed } = field.schema;
  const long = Number(maxLength) - 8;
  const isFree = !format && !pattern && !listed && type === 'string';
  if (!isFree || !(long > 0) || namesSomething(plan, field)) return [];
  return variationAt(plan, field, {
    keyword: 'maxLength',
    operator: 'beyond-ascii',
    apply: (draft, maker) => replaced(draft, field.pointer, maker.hex(8) + 'é'.repeat(long)),
  });
}

/** Numbers where the document gives no most: beyond 32 bits. */
const far: Readonly<Record<string, number>> = { large: 3_000_000_000 };

export function numbers(plan: Plan, field: Field): Variation[] {
  const { type, maximum, enum: listed } = field.schema;
  if (!['number', 'integer'].includes(String(type)) || maximum !== undefined || listed) return [];
  return Object.entries(far).flatMap(([operator, value]) =>
    variationAt(plan, field, {
      keyword: 'type',
      operator,
      apply: (draft) => replaced(draft, field.pointer, value),
    }),
  );
}

/** The number itself, or a text of so many letters; a short one in letters that nobody has used as a key. */
function boundary(keyword: string, bound: number, maker: Maker): unknown {
  if (!keyword.endsWith('Length')) return bound;
  if (bound >= 8) return text('', bound).make(maker);
  const ideograph = () =>
    String.fromCodePoint(0x4e00 + (Number.parseInt(maker.hex(6), 16) % 20_000));
  return Array.from({ length: bound }, ideograph).join('');
}

/** Lengths are counted in code points of the text as it was sent, where a rule of the contract says so. */
export function characters(plan: Plan, field: Field): Variation[] {
  const clause = textClause(plan);
  const { minLength = 0, maxLength, format, pattern, enum: listed } = field.schema;
  const isFree = format === undefined && pattern === undefined && listed === undefined;
  if (clause === undefined || !isFree || namesSomething(plan, field)) return [];
  const at = (operator: string, make: (maker: Maker) => string) =>
    variationAt(plan, field, {
      keyword: 'characters',
      operator,
      clause,
      apply: (draft, maker) => replaced(draft, field.pointer, make(maker)),
    });
  const long = Number(maxLength) - 8;
  const { key } = plan.idempotency ?? {};
  const isKey = key?.in === 'body' && key.at === field.pointer;
  return [
    // A key is used once: a run before this one had the same space.
    ...(minLength === 1 && !isKey ? at('a-space', () => ' ') : []),
    ...(long > 0 ? at('code-points', (maker) => maker.hex(8) + '\u{1f3ab}'.repeat(long)) : []),
  ];
}
