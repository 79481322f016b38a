import { clauseId, declareKind, pointer } from '../contract/declare.ts';

/** Fields of the request, defaults and overrides applied, that come back in the answer: absent where absent. */
export interface Echo {
  readonly kind: 'echo';
  readonly fields: readonly {
    readonly from: string;
    readonly to: string;
    readonly clause: string;
  }[];
}

export const declared = declareKind('echo', {
  fields: {
    type: 'array',
    minItems: 1,
    items: {
      type: 'object',
      required: ['from', 'to', 'clause'],
      additionalProperties: false,
      properties: { from: pointer, to: pointer, clause: clauseId },
    },
  },
});
