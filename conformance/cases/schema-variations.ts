import type { Plan, Variation } from './change.ts';
import { withField } from './draft.ts';
import { clauseOfField, type Field, walk } from './fields.ts';
import { Maker } from './maker.ts';
import { fieldOf, placeIn, replaced, without } from './place.ts';
import { isDocumented } from './subject.ts';
import { text } from './wrong-values.ts';

/** Every way to stay just inside one keyword of one field, over all forms, each once. */
export function schemaVariations(plan: Plan): Variation[] {
  const variations = plan.forms.flatMap(({ root }) =>
    [...walk(root)].flatMap((field) => variationsOf(plan, field)),
  );
  return [...new Map(variations.map((variation) => [variation.id, variation])).values()];
}

function variationsOf(plan: Plan, field: Field): Variation[] {
  return [
    ...absent(plan, field),
    ...present(plan, field),
    ...eachValue(plan, field),
    ...bounds(plan, field),
    ...letters(plan, field),
    ...characters(plan, field),
    ...lists(plan, field),
    ...formats(plan, field),
    ...texts(plan, field),
    ...freeValues(plan, field),
    ...extra(plan, field),
  ];
}

interface Parts extends Pick<Variation, 'keyword' | 'operator' | 'apply'> {
  /** Where it is not the keyword's own. */
  readonly clause?: string | undefined;
}

function variationAt(plan: Plan, field: Field, parts: Parts): Variation[] {
  const { keyword, operator, apply } = parts;
  const clause = parts.clause ?? clauseOfField(field, keyword);
  if (clause === undefined) return [];
  const id = `${field.pointer}/${keyword}/${operator}`;
  const premise = isDocumented(plan, clause) ? undefined : clause;
  return [{ id, pointer: field.pointer, keyword, operator, clauses: [clause], premise, apply }];
}

function absent(plan: Plan, field: Field): Variation[] {
  if (field.required || field.pointer === '') return [];
  return variationAt(plan, field, {
    keyword: 'optional',
    operator: 'absent',
    apply: (draft) => without(draft, field.pointer),
  });
}

/** As the field stands in the draft: its context puts it there. */
function present(plan: Plan, field: Field): Variation[] {
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

function eachValue(plan: Plan, field: Field): Variation[] {
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

const boundKeywords = ['minimum', 'maximum', 'minLength', 'maxLength'] as const;

/** Exactly at the bound. */
function bounds(plan: Plan, field: Field): Variation[] {
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
function characters(plan: Plan, field: Field): Variation[] {
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

/** Whether only what exists may stand there. */
function namesSomething({ references, ownerships, allowLists }: Plan, { pointer }: Field): boolean {
  return [...references, ...ownerships, ...allowLists].some(({ at }) => at === pointer);
}

/** Capital digits where small ones are taken too: an address or an id has no case of its own. */
function letters(plan: Plan, field: Field): Variation[] {
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

function lists(plan: Plan, field: Field): Variation[] {
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

function extra(plan: Plan, field: Field): Variation[] {
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

/** Texts that careless servers fold, cut, escape or normalise: taken as they are, and echoed as they are. */
const telling: Readonly<Record<string, string>> = {
  'mixed-case': 'Mixed CASE and Digits 0123',
  markup: '<b>bold</b> &amp; "quoted" \'single\' `ticks` \\ / {{name}} %20',
  decomposed: 'Cafe\u0301 \u212b \ufb01',
  inner: 'two  spaces\tand\nlines',
  long: 'long '.repeat(24),
};

function texts(plan: Plan, field: Field): Variation[] {
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

/** Where the document lets anything stand in an object, anything may. */
function freeValues(plan: Plan, field: Field): Variation[] {
  const isFree = field.schema.type === 'object' && field.children.length === 0;
  if (!isFree || field.pointer === '') return [];
  const keyword = clauseOfField(field, 'additionalProperties') ? 'additionalProperties' : 'type';
  const values = {
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

/** Other texts of a format, all of them plainly of it. */
const wellFormed: Readonly<Record<string, (maker: Maker) => Readonly<Record<string, string>>>> = {
  email: (maker) => ({
    plus: maker.email().replace('@', '+tag@'),
    subdomain: maker.email().replace('@', '@mail.support.'),
  }),
  byte: () => ({ 'two-pads': 'YQ==', 'one-pad': 'YWI=', 'no-pad': 'YWJj', signs: '+/+/' }),
};

function formats(plan: Plan, field: Field): Variation[] {
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
