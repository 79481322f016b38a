import { createAjv } from '../../specs/contract/ajv.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';

/** One thing that a response schema says of one place, and the clause that says it. */
export interface ResponseNode {
  /** Names from the root; `*` for the items of a list. */
  readonly path: readonly string[];
  readonly keyword: string;
  readonly clause: string;
  /** What it asks for, in words. */
  readonly wants: string;
  isMet(value: unknown): boolean;
}

const ajv = createAjv();

/** Keywords that look at a value by itself; `properties` and `items` are nodes of their own. */
const local = [
  'type',
  'enum',
  'const',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
];

const known = new WeakMap<JsonSchema, readonly ResponseNode[]>();

/** Everything that a response schema says, place by place. */
export function nodesOf(schema: JsonSchema): readonly ResponseNode[] {
  const nodes = known.get(schema) ?? nodesAt(schema, []);
  known.set(schema, nodes);
  return nodes;
}

function nodesAt(schema: JsonSchema, path: readonly string[]): ResponseNode[] {
  const here = local.flatMap((keyword) => {
    const clause = clauseOf(schema, keyword);
    if (schema[keyword] === undefined || clause === undefined) return [];
    const part = { [keyword]: schema[keyword] };
    const validate = ajv.compile(part);
    const wants = `${keyword} ${JSON.stringify(schema[keyword])}`;
    return [{ path, keyword, clause, wants, isMet: (value: unknown) => validate(value) === true }];
  });
  const required = (schema.required ?? []) as string[];
  const below = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).flatMap(
    ([name, inner]) => {
      const at = [...path, name];
      const clause = clauseOf(inner, 'required') ?? clauseOf(schema, 'required');
      const presence = { path: at, keyword: 'required', wants: 'to be there', isMet: isThere };
      const own = required.includes(name) && clause ? [{ ...presence, clause }] : [];
      return [...own, ...nodesAt(inner, at)];
    },
  );
  const items = schema.items as JsonSchema | undefined;
  return [...here, ...below, ...(items ? nodesAt(items, [...path, '*']) : [])];
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}
