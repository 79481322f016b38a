import { createAjv } from '../../specs/contract/ajv.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';

/** A place in a request body that the schema speaks of. */
export interface Field {
  /** `/tags/*` for the items of a list; empty for the body itself. */
  readonly pointer: string;
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  readonly parent: Field | undefined;
  readonly children: readonly Field[];
}

/**
 * The fields of a schema as they are for one body: of its conditions, those that hold for this body are
 * merged in.
 */
export function fieldsFor(schema: JsonSchema, body: unknown): Field {
  return fieldOf(schema, body, { pointer: '', name: '', required: true, parent: undefined });
}

const known = new WeakMap<Field, ReadonlyMap<string, Field>>();

/** The field and all below it by their pointers, parents first. */
function byPointer(root: Field): ReadonlyMap<string, Field> {
  const fields = known.get(root) ?? new Map(walk(root).map((field) => [field.pointer, field]));
  known.set(root, fields);
  return fields;
}

function walk(field: Field): Field[] {
  return [field, ...field.children.flatMap(walk)];
}

/** The field and all below it, parents first. */
export function fieldsIn(root: Field): Field[] {
  return [...byPointer(root).values()];
}

export function fieldAt(root: Field, pointer: string): Field | undefined {
  return byPointer(root).get(pointer);
}

/** The clause that a field cites for a keyword. */
export function clauseOfField({ schema }: Field, keyword: string): string | undefined {
  return clauseOf(schema, keyword);
}

function fieldOf(
  schema: JsonSchema,
  value: unknown,
  place: Pick<Field, 'pointer' | 'name' | 'required' | 'parent'>,
): Field {
  const merged = mergeConditions(schema, value);
  const children: Field[] = [];
  const field: Field = { ...place, schema: merged, children };
  const required = (merged.required ?? []) as string[];
  for (const [name, inner] of Object.entries((merged.properties ?? {}) as Schemas)) {
    const pointer = `${place.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const below = (value as Record<string, unknown> | undefined)?.[name];
    children.push(
      fieldOf(inner, below, { pointer, name, required: required.includes(name), parent: field }),
    );
  }
  if (typeof merged.items === 'object') {
    const item = Array.isArray(value) ? value[0] : undefined;
    const pointer = `${place.pointer}/*`;
    children.push(
      fieldOf(merged.items as JsonSchema, item, {
        pointer,
        name: '*',
        required: true,
        parent: field,
      }),
    );
  }
  return field;
}

type Schemas = Record<string, JsonSchema>;

const ajv = createAjv();

/** A schema without `allOf`: what it demands of this value stands in it directly. */
function mergeConditions(schema: JsonSchema, value: unknown): JsonSchema {
  const { allOf, ...rest } = schema;
  const parts = (Array.isArray(allOf) ? allOf : []) as JsonSchema[];
  return parts.map((part) => demanded(part, value)).reduce(merge, rest);
}

function demanded(part: JsonSchema, value: unknown): JsonSchema {
  if (part.if === undefined) return mergeConditions(part, value);
  const holds = value !== undefined && ajv.validate(part.if as JsonSchema, value);
  return mergeConditions(((holds ? part.then : part.else) ?? {}) as JsonSchema, value);
}

/** Both schemas at once: properties of one name are merged in their turn, other keywords are the second's. */
function merge(first: JsonSchema, second: JsonSchema): JsonSchema {
  const properties: Schemas = { ...(first.properties as Schemas | undefined) };
  for (const [name, inner] of Object.entries((second.properties ?? {}) as Schemas)) {
    properties[name] = merge(properties[name] ?? {}, inner);
  }
  const clauses: unknown[] = [first['x-clause'], second['x-clause']].filter(
    (citation) => citation !== undefined,
  );
  return {
    ...first,
    ...second,
    required: [...((first.required ?? []) as string[]), ...((second.required ?? []) as string[])],
    properties,
    ...(clauses.length > 0 && { 'x-clause': clauses.reduce(mergeClauses) }),
  };
}

/** `x-clause` is one clause for every keyword, or a map; of both kinds the map's own keywords win. */
function mergeClauses(first: unknown, second: unknown): unknown {
  if (typeof first === 'object' && typeof second === 'object') return { ...first, ...second };
  return typeof second === 'object' ? second : (second ?? first);
}

/** The pointers of a field and of all above it. */
export function withParents(field: Field): string[] {
  return field.parent ? [...withParents(field.parent), field.pointer] : [field.pointer];
}
