import { declareKind, pointer, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/** The value at `at` names an entity of kind `to` that the caller's tenant has, by its id or by the field `by`. */
export interface Reference {
  readonly kind: 'reference';
  readonly at: string;
  readonly to: string;
  readonly by?: string;
  /** Nothing has this name. */
  readonly missing: Rejection;
  /** It is another tenant's: answered byte for byte as if it did not exist. */
  readonly foreign: Rejection;
}

export const declared = declareKind(
  'reference',
  {
    at: pointer,
    to: { type: 'string' },
    by: { type: 'string' },
    missing: rejection,
    foreign: rejection,
  },
  { optional: ['by'], isCheck: true },
);
