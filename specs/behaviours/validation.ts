import { declareKind, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/**
 * The body must satisfy the operation's schema. A refusal cites the clause that the schema's node
 * gives for the keyword (`x-clause`), and where a node gives none, this rejection's own.
 */
export interface Validation {
  readonly kind: 'validation';
  readonly invalid: Rejection;
}

export const declared = declareKind('validation', { invalid: rejection }, { isCheck: true });
