import { clauseId, declareKind, pointer, statement } from '../contract/declare.ts';
import type { Statement } from '../contract/types.ts';

/**
 * An entity of kind `to` is looked up in the tenant by the first of `by` that the request gives;
 * if none matches it is created from the fields in `fields` (name to pointer).
 */
export interface FindOrCreate {
  readonly kind: 'find-or-create';
  readonly clause: string;
  readonly to: string;
  readonly id: string;
  readonly by: readonly {
    readonly field: string;
    readonly at: string;
    readonly clause: string;
    readonly ignoreCase?: Statement;
  }[];
  readonly fields: Readonly<Record<string, string>>;
  /** A match is used as it is. */
  readonly untouched: Statement;
}

export const declared = declareKind('find-or-create', {
  clause: clauseId,
  to: { type: 'string' },
  id: { type: 'string' },
  by: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['field', 'at', 'clause'],
      additionalProperties: false,
      properties: {
        field: { type: 'string' },
        at: pointer,
        clause: clauseId,
        ignoreCase: statement,
      },
    },
  },
  fields: { type: 'object', additionalProperties: pointer },
  untouched: statement,
});
