import { clauseOf } from '../../../specs/contract/citations.ts';
import type { JsonSchema } from '../../../specs/contract/declare.ts';
import { type Path, valueAt } from '../../../specs/contract/pointer.ts';

/** A node of a schema that describes a field. */
export interface Site {
  readonly node: JsonSchema;
  /** Of the node in the schema. */
  readonly at: Path;
  /** Of the node in whose `properties` it stands; the node itself for the root and for items. */
  readonly owner: Path;
  /** Of the field in a body; `*` stands for every item of a list. */
  readonly field: Path;
}

/** Every field that a schema describes, the root first. */
export function sitesOf(schema: JsonSchema, at: Path = [], field: Path = []): Site[] {
  return [{ node: schema, at, owner: at, field }, ...inner(schema, at, field)];
}

function inner(schema: JsonSchema, at: Path, field: Path): Site[] {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const alternatives = (schema.allOf ?? []) as { then?: JsonSchema }[];
  const items = schema.items as JsonSchema | undefined;
  return [
    ...properties.flatMap(([name, node]) => {
      const [self, ...deeper] = sitesOf(node, [...at, 'properties', name], [...field, name]);
      return self ? [{ ...self, owner: at }, ...deeper] : [];
    }),
    ...(items ? sitesOf(items, [...at, 'items'], [...field, '*']) : []),
    ...alternatives.flatMap(({ then }, index) =>
      then ? inner(then, [...at, 'allOf', String(index), 'then'], field) : [],
    ),
  ];
}

/** The name of a site's field: the last that is no `*`. */
export function nameOf({ field }: Pick<Site, 'field'>): string {
  return field.findLast((segment) => segment !== '*') ?? 'body';
}

/** Whether the field's owner demands it. */
export function isRequired(schema: unknown, { owner, field }: Site): boolean {
  const required = valueAt(schema, [...owner, 'required']);
  return Array.isArray(required) && required.includes(field.at(-1));
}

/** The clause that a site cites for a keyword. */
export function cited({ node }: Site, keyword: string): string | undefined {
  return clauseOf(node, keyword);
}
