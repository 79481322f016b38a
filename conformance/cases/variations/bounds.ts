import type { Plan, Variation } from '../change.ts';
import type { Field } from '../fields.ts';
import type { Maker } from '../maker.ts';
import { replaced } from '../place.ts';
import { text } from '../wrong-values.ts';
import { namesSomething, variationAt } from './variation-at.ts';

const boundKeywords = ['minimum', 'maximum', 'minLength', 'maxLength'] as const;

/** Exactly at the bound. */
export function bounds(plan: Plan, field: Field): Variation[] {
  if (namesSomething(plan, field)) return [];
  return boundKeywords.flatMap((keyword) => {
    const bound = field.schema[keyword];
    if (typeof bound !== 'number') return [];
    return variationAt(plan, field, {
      keyword,
      operator: 'just-inside',
      apply: (draft, maker) => replaced(draft, field.pointer, boundary(keyword, bound, maker)),
    });
  });
}

/** The number itself, or a text of so many letters; a short one in letters that nobody has used as a key. */
function boundary(keyword: string, bound: number, maker: Maker): unknown {
  if (!keyword.endsWith('Length')) return bound;
  if (bound >= 8) return text('', bound).make(maker);
  const ideograph = () => String.fromCodePoint(0x4e00 + maker.below(20_000));
  return Array.from({ length: bound }, ideograph).join('');
}

/** Lengths are counted in code points of the text as it was sent, where a rule of the contract says so. */
export function characters(plan: Plan, field: Field): Variation[] {
  const stated = plan.operation.rules.get('values')?.clauses ?? [];
  const clause = stated.find((id) => id.endsWith('/characters'));
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
  return [
    ...(minLength === 1 ? at('a-space', () => ' ') : []),
    ...(long > 0 ? at('code-points', (maker) => maker.hex(8) + '\u{1f3ab}'.repeat(long)) : []),
  ];
}
