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

/** Objects of all sorts: what a store, a query or a careless copy of JSON would trip over. */
const free: Readonly<Record<string, object>> = {
  empty: {},
  nested: { list: [1, 'two', { three: [3] }], deep: { er: { still: true } }, none: null },
  'odd-names': { 'with space': 1, 'a.b': 2, é: 3 },
  emoji: { text: 'a face \u{1f600}, and a flag \u{1f3f3}\u{fe0f}' },
  negative: { whole: -17, fraction: -0.25 },
  'large-number': { safe: Number.MAX_SAFE_INTEGER, average: 3_000_000_000 },
  'lists-in-lists': {
    table: [
      [1, 2],
      [[], [{ cell: 'a' }]],
    ],
    mixed: [true, null, 'b', 1.5, {}],
  },
  'empty-inside': { text: '', list: [], object: {}, zero: 0, no: false },
  'many-members': Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`member${i}`, i])),
  'eight-levels': { a: { b: { c: { d: { e: { f: { g: { h: 'deep' } } } } } } } },
  'four-thousand-letters': { text: 'letters '.repeat(490) },
};

/** Where the document lets anything stand in an object, anything may. */
export function freeValues(plan: Plan, field: Field): Variation[] {
  const isFree = field.schema.type === 'object' && field.children.length === 0;
  if (!isFree || field.pointer === '') return [];
  const keyword = clauseOfField(field, 'additionalProperties') ? 'additionalProperties' : 'type';
  return Object.entries(free).flatMap(([operator, value]) =>
    variationAt(plan, field, {
      keyword,
      operator,
      apply: (draft) => replaced(draft, field.pointer, value),
    }),
  );
}
