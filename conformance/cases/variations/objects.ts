import type { Plan, Variation } from '../change.ts';
import { withField } from '../draft.ts';
import { clauseOfField, type Field } from '../fields.ts';
import { placeIn, replaced } from '../place.ts';
import { isDocumented } from '../subject.ts';
import { variationAt } from './variation-at.ts';

export function extra(plan: Plan, field: Field): Variation[] {
  if (field.schema.type !== 'object') return [];
  const own = clauseOfField(field, 'additionalProperties');
  if (own === undefined) return [];
  // Beside fields that have names another name is a stray, whatever may be bound there.
  const isFree = Object.keys(field.schema.properties ?? {}).length === 0;
  const [form] = plan.forms;
  const stray = form && clauseOfField(form.root, 'additionalProperties');
  const clause = isFree || !isDocumented(plan, own) ? own : stray;
  return variationAt(plan, field, {
    clause,
    keyword: 'additionalProperties',
    operator: 'another-field',
    apply(draft, maker) {
      const place = placeIn(draft.body, field.pointer);
      if (place === undefined) return undefined;
      const value = { text: maker.word(), list: [1, 2.5, null], deep: { flag: false } };
      return withField(draft, `${place}/doublecheck_extra`, value);
    },
  });
}

/** Where the document lets anything stand in an object, anything may. */
export function freeValues(plan: Plan, field: Field): Variation[] {
  const isFree = field.schema.type === 'object' && field.children.length === 0;
  if (!isFree || field.pointer === '') return [];
  const keyword = clauseOfField(field, 'additionalProperties') ? 'additionalProperties' : 'type';
  const values = {
    empty: {},
    nested: { list: [1, 'two', { three: [3] }], deep: { er: { still: true } }, none: null },
    'odd-names': { 'with space': 1, 'a.b': 2, é: 3 },
  };
  return Object.entries(values).flatMap(([operator, value]) =>
    variationAt(plan, field, {
      keyword,
      operator,
      apply: (draft) => replaced(draft, field.pointer, value),
    }),
  );
}
