import { clauseId, declareKind, pointer } from '../contract/declare.ts';

/**
 * Ids that the provider makes up, each new and never used again. `form` is how ours look:
 * `{ulid}`, `{uuid}`, `{objectid}` and `{cuid}` are filled in.
 */
export interface Identifiers {
  readonly kind: 'identifiers';
  readonly of: readonly { readonly at: string; readonly form: string; readonly clause: string }[];
}

export const declared = declareKind('identifiers', {
  of: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['at', 'form', 'clause'],
      additionalProperties: false,
      properties: { at: pointer, form: { type: 'string' }, clause: clauseId },
    },
  },
});
