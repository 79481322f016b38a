import type { JsonSchema } from '../../specs/contract/declare.ts';
import type { Fault, Plan } from './change.ts';
import { withField } from './draft.ts';
import { clauseOfField, type Field, fieldsIn } from './fields.ts';
import { fieldOf, placeIn, replaced, without } from './place.ts';
import { rejectionOfClause, rejectionOfNull, type SchemaRejection } from './rejections.ts';
import { breakers } from './wrong-values.ts';

/** Every way to break one keyword of one field of the request schema, over all forms, each once. */
export function schemaFaults(plan: Plan): Fault[] {
  const faults = plan.forms.flatMap(({ root }) =>
    fieldsIn(root).flatMap((field) => faultsOf(plan, field)),
  );
  return [...new Map(faults.map((fault) => [fault.id, fault])).values()];
}

function faultsOf(plan: Plan, field: Field): Fault[] {
  return [
    ...absence(plan, field),
    ...wrongValues(plan, field),
    ...nulls(plan, field),
    ...tooManyItems(plan, field),
    ...otherLists(plan, field),
    ...extraFields(plan, field),
    ...forbidden(plan, field),
    ...paddedTexts(plan, field),
    ...wrappedBodies(plan, field),
  ];
}

type Parts = Pick<Fault, 'keyword' | 'operator' | 'apply' | 'items'>;

function faultAt(field: Field, found: SchemaRejection | undefined, parts: Parts): Fault[] {
  if (!found) return [];
  const id = `${field.pointer}/${parts.keyword}/${parts.operator}`;
  return [{ id, kind: 'validation', pointer: field.pointer, ...found, ...parts }];
}

/** What stands for something else is missed by a presence, not by the schema. */
function absence(plan: Plan, field: Field): Fault[] {
  if (!field.required || field.name === '*' || field.pointer === '') return [];
  const clause = clauseOfField(field, 'required') ?? requiredBy(field);
  return faultAt(field, rejectionOfClause(plan, clause, field.pointer, 'required'), {
    keyword: 'required',
    operator: 'absent',
    apply: (draft) => without(draft, field.pointer),
  });
}

function requiredBy({ parent }: Field): string | undefined {
  return parent && clauseOfField(parent, 'required');
}

function wrongValues(plan: Plan, field: Field): Fault[] {
  return Object.entries(breakers).flatMap(([keyword, breaker]) => {
    if (field.schema[keyword] === undefined) return [];
    const found = rejectionOfClause(plan, clauseOfField(field, keyword), field.pointer, keyword);
    return breaker(field.schema).flatMap(({ operator, make }) =>
      faultAt(field, found, {
        keyword,
        operator,
        apply: (draft, maker) => replaced(draft, field.pointer, make(maker)),
      }),
    );
  });
}

function nulls(plan: Plan, field: Field): Fault[] {
  const { type } = field.schema;
  if (type === undefined || [type].flat().includes('null')) return [];
  const atRoot = field.pointer === '';
  const clause = clauseOfField(field, 'type');
  return faultAt(
    field,
    atRoot
      ? rejectionOfClause(plan, clause, field.pointer, 'type')
      : rejectionOfNull(plan, field.pointer),
    {
      keyword: 'type',
      operator: 'null',
      apply: (draft) => replaced(draft, field.pointer, null),
    },
  );
}

function tooManyItems(plan: Plan, field: Field): Fault[] {
  const max = field.schema.maxItems;
  if (typeof max !== 'number') return [];
  const found = rejectionOfClause(
    plan,
    clauseOfField(field, 'maxItems'),
    field.pointer,
    'maxItems',
  );
  return faultAt(field, found, {
    keyword: 'maxItems',
    operator: 'one-too-many',
    items: max + 1,
    apply: (draft) =>
      [fieldOf(draft, field.pointer)].flat().length === max + 1 ? draft : undefined,
  });
}

/** Lists with an item too few, and with one item twice. */
function otherLists(plan: Plan, field: Field): Fault[] {
  const { minItems, uniqueItems } = field.schema;
  const changed = (
    keyword: string,
    operator: string,
    change: (list: readonly unknown[]) => readonly unknown[] | undefined,
  ) =>
    faultAt(field, rejectionOfClause(plan, clauseOfField(field, keyword), field.pointer, keyword), {
      keyword,
      operator,
      apply(draft) {
        const list = fieldOf(draft, field.pointer);
        const next = Array.isArray(list) ? change(list) : undefined;
        return next && replaced(draft, field.pointer, next);
      },
    });
  const least = Number(minItems ?? 0);
  return [
    ...(least > 0 ? changed('minItems', 'one-too-few', (list) => list.slice(0, least - 1)) : []),
    ...(uniqueItems === true
      ? changed('uniqueItems', 'twice', ([first]) =>
          first === undefined ? undefined : [first, first],
        )
      : []),
  ];
}

/** A field that the schema lets nobody add. */
function extraFields(plan: Plan, field: Field): Fault[] {
  if (field.schema.additionalProperties !== false) return [];
  const keyword = 'additionalProperties';
  const found = rejectionOfClause(plan, clauseOfField(field, keyword), field.pointer, keyword);
  return faultAt(field, found, {
    keyword,
    operator: 'extra',
    apply(draft, maker) {
      const place = placeIn(draft.body, field.pointer);
      return place === undefined
        ? undefined
        : withField(draft, `${place}/doublecheck_extra`, maker.word());
    },
  });
}

/** Properties that a `not` keeps out. */
function forbidden(plan: Plan, field: Field): Fault[] {
  const { not } = field.schema as { not?: JsonSchema };
  if (!not) return [];
  const found = rejectionOfClause(plan, clauseOfField(field, 'not'), field.pointer, 'not');
  const parts = [not, ...((not.anyOf ?? []) as JsonSchema[])];
  const names = parts.flatMap((part) => (part.required ?? []) as string[]);
  return names.flatMap((name) =>
    faultAt(field, found, {
      keyword: 'not',
      operator: name.replaceAll('_', '-'),
      apply(draft, maker) {
        const place = placeIn(draft.body, field.pointer);
        return place === undefined ? undefined : withField(draft, `${place}/${name}`, maker.word());
      },
    }),
  );
}

/** White space counts: a text that is too long with it is too long. */
function paddedTexts(plan: Plan, field: Field): Fault[] {
  const { maxLength, type } = field.schema;
  const clause = plan.operation.rules
    .get('values')
    ?.clauses.find((id) => id.endsWith('/characters'));
  const found = rejectionOfClause(
    plan,
    clauseOfField(field, 'maxLength'),
    field.pointer,
    'maxLength',
  );
  if (typeof maxLength !== 'number' || type !== 'string' || !clause || !found) return [];
  const rejection = { ...found.rejection, clause };
  return faultAt(
    field,
    { rejection, premise: clause },
    {
      keyword: 'characters',
      operator: 'white-space-too-many',
      apply: (draft, maker) =>
        replaced(draft, field.pointer, `${maker.word().padEnd(maxLength, 'x')} `),
    },
  );
}

/** The right body, in a list or in a string. */
function wrappedBodies(plan: Plan, field: Field): Fault[] {
  if (field.pointer !== '' || field.schema.type !== 'object') return [];
  const found = rejectionOfClause(plan, clauseOfField(field, 'type'), '', 'type');
  const wrap = (operator: string, change: (body: unknown) => unknown) =>
    faultAt(field, found, {
      keyword: 'type',
      operator,
      apply: (draft) => ({ ...draft, body: change(draft.body) }),
    });
  return [
    ...wrap('in-a-list', (body) => [body]),
    ...wrap('in-a-string', (body) => JSON.stringify(body)),
  ];
}
