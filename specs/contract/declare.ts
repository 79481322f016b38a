/** A JSON Schema (2020-12), as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** The address of a clause: `provider/topic/statement`, in kebab case. */
export const clauseId: JsonSchema = {
  type: 'string',
  pattern: '^[a-z0-9-]+(/[a-z0-9-]+)+$',
};

/** A JSON Pointer (RFC 6901) into a body; `*` stands for every item of an array. */
export const pointer: JsonSchema = { type: 'string', pattern: '^(/[^/]*)*$' };

/**
 * `{ clause, answers }`: the clause that says that it is refused, and the catalogue names of every answer
 * allowed. Where that clause names no status, `status` is the clause that does.
 */
export const rejection: JsonSchema = {
  type: 'object',
  required: ['clause', 'answers'],
  additionalProperties: false,
  properties: {
    clause: clauseId,
    status: clauseId,
    answers: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } },
  },
};

/** `{ clause }`: a statement that the behaviour keeps without a setting of its own. */
export const statement: JsonSchema = {
  type: 'object',
  required: ['clause'],
  additionalProperties: false,
  properties: { clause: clauseId },
};

/** What a file of `specs/behaviours/` exports as `declared`: how its kind is written in a contract. */
export interface DeclaredKind {
  readonly kind: string;
  readonly schema: JsonSchema;
  /** It can stop a request, so the contract's order of checks has to say when. */
  readonly isCheck: boolean;
  /** Every contract has exactly one, on its root. */
  readonly isMandatory: boolean;
}

interface KindOptions {
  /** Properties that may be left out; every other is required. */
  readonly optional?: readonly string[];
  readonly isCheck?: boolean;
  readonly isMandatory?: boolean;
}

/**
 * Describes one kind of behaviour.
 *
 * @example
 * export const declared = declareKind('authorisation', { ability: { type: 'string' }, lacking: rejection }, { isCheck: true });
 */
export function declareKind(
  kind: string,
  properties: Record<string, JsonSchema>,
  { optional = [], isCheck = false, isMandatory = false }: KindOptions = {},
): DeclaredKind {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return {
    kind,
    isCheck,
    isMandatory,
    schema: {
      type: 'object',
      required: ['kind', ...required],
      additionalProperties: false,
      properties: { kind: { const: kind }, ...properties },
    },
  };
}
