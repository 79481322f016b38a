import { declareKind, pointer, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/** The caller may act only as itself: the field at `at` must equal the credential's subject. */
export interface Ownership {
  readonly kind: 'ownership';
  readonly at: string;
  readonly other: Rejection;
}

export const declared = declareKind(
  'ownership',
  { at: pointer, other: rejection },
  { isCheck: true },
);
