import { clauseId, declareKind, pointer } from '../contract/declare.ts';

/** What an absent field counts as: the value that the schema's `default` gives at `at`. */
export interface Defaults {
  readonly kind: 'defaults';
  readonly of: readonly { readonly at: string; readonly clause: string }[];
}

export const declared = declareKind('defaults', {
  of: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['at', 'clause'],
      additionalProperties: false,
      properties: { at: pointer, clause: clauseId },
    },
  },
});
