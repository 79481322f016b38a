import { clauseId, type DeclaredKind, type JsonSchema, rejection } from './declare.ts';

const clause: JsonSchema = {
  type: 'object',
  required: ['id', 'level', 'section', 'text'],
  additionalProperties: false,
  properties: {
    id: clauseId,
    level: { enum: ['documented', 'assumed', 'observed'] },
    section: { type: 'string', minLength: 1 },
    text: { type: 'string', minLength: 1 },
    because: { type: 'string', minLength: 1 },
    unobservable: {
      type: 'object',
      required: ['because'],
      additionalProperties: false,
      properties: { because: { type: 'string' }, shownBy: { type: 'string' } },
    },
  },
  if: { properties: { level: { const: 'assumed' } } },
  then: { required: ['because'] },
};

/** One behaviour: the schema of the kind that it names. */
function behaviour(kinds: ReadonlyMap<string, DeclaredKind>): JsonSchema {
  return {
    type: 'object',
    required: ['kind'],
    properties: { kind: { enum: [...kinds.keys()] } },
    allOf: [...kinds.values()].map(({ kind, schema }) => ({
      if: { required: ['kind'], properties: { kind: { const: kind } } },
      then: schema,
    })),
  };
}

const rules: JsonSchema = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    required: ['clauses'],
    additionalProperties: false,
    properties: {
      by: { type: 'string' },
      clauses: { type: 'array', items: clauseId },
      refused: rejection,
    },
  },
};

/** The JSON Schema of what a contract adds to OpenAPI: `x-provider`, `x-clauses`, `x-behaviours`, `x-rules`. */
export function extensionSchema(kinds: ReadonlyMap<string, DeclaredKind>): JsonSchema {
  const behaviours = { type: 'array', items: behaviour(kinds) };
  const operation = { properties: { 'x-behaviours': behaviours, 'x-rules': rules } };
  const verbs = ['get', 'put', 'post', 'delete', 'patch'];
  return {
    type: 'object',
    required: ['openapi', 'x-provider', 'x-clauses', 'x-behaviours', 'paths'],
    properties: {
      openapi: { type: 'string', pattern: '^3\\.1\\.' },
      'x-provider': { type: 'string', pattern: '^[a-z0-9-]+$' },
      'x-clauses': { type: 'array', minItems: 1, items: clause },
      'x-behaviours': behaviours,
      paths: {
        type: 'object',
        additionalProperties: {
          properties: Object.fromEntries(verbs.map((verb) => [verb, operation])),
        },
      },
    },
  };
}
