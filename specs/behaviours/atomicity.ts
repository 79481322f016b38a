import { clauseId, declareKind, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/** All of a request's effects, or none; a failure inside the provider answers with `failure`. */
export interface Atomicity {
  readonly kind: 'atomicity';
  readonly clause: string;
  readonly failure: Rejection;
}

export const declared = declareKind(
  'atomicity',
  { clause: clauseId, failure: rejection },
  { isMandatory: true },
);
