import { clauseId, declareKind } from '../contract/declare.ts';

/** The order in which the kinds of checks apply; a kind that the operation does not declare is passed over. */
export interface Order {
  readonly kind: 'order';
  readonly clause: string;
  readonly checks: readonly string[];
}

export const declared = declareKind(
  'order',
  {
    clause: clauseId,
    checks: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } },
  },
  { isMandatory: true },
);
