import type { Plan, Variation } from '../change.ts';
import { clauseOfField, type Field } from '../fields.ts';
import { fieldOf, replaced } from '../place.ts';
import { variationAt } from './variation-at.ts';

export function lists(plan: Plan, field: Field): Variation[] {
  const { maxItems, type, uniqueItems } = field.schema;
  if (type !== 'array') return [];
  const mayRepeat = uniqueItems !== true && clauseOfField(field, 'uniqueItems') !== undefined;
  return [
    ...(typeof maxItems === 'number' ? fullList(plan, field, maxItems) : []),
    ...(clauseOfField(field, 'minItems') === undefined ? [] : emptyList(plan, field)),
    ...(mayRepeat ? sameTwice(plan, field) : []),
  ];
}

/** As many as are allowed. Where the target has fewer that differ, it rests on repeating being allowed. */
function fullList(plan: Plan, field: Field, count: number): Variation[] {
  const keyword = 'maxItems';
  const apply: Variation['apply'] = (draft) =>
    [fieldOf(draft, field.pointer)].flat().length === count ? draft : undefined;
  const repeats = differing(plan, field) < count ? clauseOfField(field, 'uniqueItems') : undefined;
  return variationAt(plan, field, { keyword, operator: 'just-inside', apply }).map((made) => ({
    ...made,
    items: count,
    premise: made.premise ?? repeats,
  }));
}

/** How many different items the target has for a list. */
function differing({ references, known }: Plan, { pointer }: Field): number {
  const reference = references.find(({ at }) => at.startsWith(`${pointer}/*`));
  return reference ? known.own(reference.to, 'primary').length : Number.POSITIVE_INFINITY;
}

function emptyList(plan: Plan, field: Field): Variation[] {
  return variationAt(plan, field, {
    keyword: 'minItems',
    operator: 'empty',
    apply: (draft) => replaced(draft, field.pointer, []),
  });
}

function sameTwice(plan: Plan, field: Field): Variation[] {
  return variationAt(plan, field, {
    keyword: 'uniqueItems',
    operator: 'twice',
    apply(draft) {
      const [first] = [fieldOf(draft, field.pointer)].flat();
      return first === undefined ? undefined : replaced(draft, field.pointer, [first, first]);
    },
  });
}
