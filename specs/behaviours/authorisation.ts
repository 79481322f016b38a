import { declareKind, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/** The ability that the credential must have been granted. */
export interface Authorisation {
  readonly kind: 'authorisation';
  readonly ability: string;
  readonly lacking: Rejection;
}

export const declared = declareKind(
  'authorisation',
  {
    ability: { type: 'string' },
    lacking: rejection,
  },
  { isCheck: true },
);
