import type { Plan, Variation } from '../change.ts';
import type { Field } from '../fields.ts';
import { Maker } from '../maker.ts';
import { fieldOf, replaced } from '../place.ts';
import { namesSomething, variationAt } from './variation-at.ts';

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

/** Texts that careless servers fold, cut, escape or normalise: taken as they are, and echoed as they are. */
const telling: Readonly<Record<string, string>> = {
  'mixed-case': 'Mixed CASE and Digits 0123',
  markup: '<b>bold</b> &amp; "quoted" \'single\' `ticks` \\ / {{name}} %20',
  decomposed: 'Cafe\u0301 \u212b \ufb01',
  inner: 'two  spaces\tand\nlines',
  long: 'long '.repeat(24),
};

export function texts(plan: Plan, field: Field): Variation[] {
  const { type, format, pattern, enum: listed, maxLength = 200 } = field.schema;
  const isFree = !format && !pattern && !listed && type === 'string';
  if (!isFree || namesSomething(plan, field) || field.pointer.includes('*')) return [];
  return Object.entries(telling).flatMap(([operator, value]) =>
    variationAt(plan, field, {
      keyword: 'type',
      operator,
      apply: (draft, maker) => {
        const whole = `${value.trim()} ${maker.hex(8)}`;
        return whole.length > Number(maxLength) ? undefined : replaced(draft, field.pointer, whole);
      },
    }),
  );
}

/** Other texts of a format, all of them plainly of it. */
const wellFormed: Readonly<Record<string, (maker: Maker) => Readonly<Record<string, string>>>> = {
  email: (maker) => ({
    plus: maker.email().replace('@', '+tag@'),
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
