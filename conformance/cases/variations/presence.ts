import type { Plan, Variation } from '../change.ts';
import { clauseOfField, type Field } from '../fields.ts';
import { fieldOf, replaced, without } from '../place.ts';
import { variationAt } from './variation-at.ts';

export function absent(plan: Plan, field: Field): Variation[] {
  if (field.required || field.pointer === '') return [];
  return variationAt(plan, field, {
    keyword: 'optional',
    operator: 'absent',
    apply: (draft) => without(draft, field.pointer),
  });
}

/** As the field stands in the draft: its context puts it there. */
export function present(plan: Plan, field: Field): Variation[] {
  const keyword = field.schema.type === undefined ? 'optional' : 'type';
  const optional = clauseOfField(field, 'optional');
  return variationAt(plan, field, {
    keyword,
    operator: 'present',
    apply: (draft) => (fieldOf(draft, field.pointer) === undefined ? undefined : draft),
  }).map((made) => ({
    ...made,
    clauses: [...new Set([...made.clauses, ...(optional === undefined ? [] : [optional])])],
  }));
}

export function eachValue(plan: Plan, field: Field): Variation[] {
  const { type } = field.schema;
  const listed = (field.schema.enum ?? (type === 'boolean' ? [true, false] : [])) as unknown[];
  return listed.flatMap((value) =>
    variationAt(plan, field, {
      keyword: field.schema.enum ? 'enum' : 'type',
      operator: String(value),
      apply: (draft) => replaced(draft, field.pointer, value),
    }),
  );
}
