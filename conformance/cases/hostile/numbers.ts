import type { JsonSchema } from '../../../specs/contract/declare.ts';
import type { Plan } from '../change.ts';
import { clauseOfField, fieldsIn } from '../fields.ts';
import { placeIn } from '../place.ts';
import type { Recipe } from '../recipe.ts';
import { premiseOf } from '../steps.ts';
import { textClause } from '../variations/variation-at.ts';
import { draftWith } from './places.ts';
import { withSource } from './source.ts';
import { accepted } from './trick.ts';

/** Numbers as JSON writes them, at the edges of what a double holds and beyond. */
export const numbers: Readonly<Record<string, string>> = {
  'largest-tenth': '1e308',
  'largest-double': '1.7976931348623157e308',
  'least-double': '5e-324',
  'least-normal': '2.2250738585072014e-308',
  'beyond-doubles': '1E400',
  'below-doubles': '1e-400',
  'minus-zero': '-0',
  'minus-zero-fraction': '-0.0e-5',
  'beyond-safe': '9007199254740993',
  'beyond-32-bits': '4294967296',
  'beyond-63-bits': '9223372036854775808',
  'beyond-64-bits': '18446744073709551616',
  'sum-of-tenths': '0.30000000000000004',
  'slow-to-parse': '2.2250738585072011e-308',
  'long-digits': '9'.repeat(400),
  'long-fraction': `0.${'3'.repeat(1000)}`,
  'long-exponent': `1e${'0'.repeat(400)}1`,
  'huge-exponent': '1e999999999',
  'whole-fraction': '12.000',
  'plus-exponent': '1E+2',
};

/** Each number in each field that takes it as a double. What stands in no field is in `members.ts`. */
export function numberRecipes(plan: Plan): Recipe[] {
  const seen = new Set<string>();
  return plan.forms.flatMap((form) =>
    fieldsIn(form.root).flatMap((field) => {
      const { pointer, schema } = field;
      if (!isFree(schema) || seen.has(pointer)) return [];
      seen.add(pointer);
      const own = ['type', 'minimum', 'maximum'].map((keyword) => clauseOfField(field, keyword));
      const clause = premiseOf(plan, ...own, textClause(plan));
      return Object.entries(numbers)
        .filter(([, source]) => takes(schema, Number(source)))
        .flatMap(([operator, source]) =>
          accepted(plan, clause, {
            pointer,
            keyword: 'type',
            operator,
            make: (maker) => draftWith(plan, form, pointer, maker),
            apply(draft) {
              const at = placeIn(draft.body, pointer);
              return at === undefined ? undefined : withSource(draft, at, source);
            },
          }),
        );
    }),
  );
}

function isFree({ type, enum: listed, const: only }: JsonSchema): boolean {
  return (type === 'number' || type === 'integer') && !listed && only === undefined;
}

/** What is beyond a double is no number to most validators. */
function takes({ type, minimum = -Infinity, maximum = Infinity }: JsonSchema, value: number) {
  const isOfType = Number.isFinite(value) && (type === 'number' || Number.isInteger(value));
  return isOfType && value >= Number(minimum) && value <= Number(maximum);
}
