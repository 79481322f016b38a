import { declareKind, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/** What answers a path or a method that the contract does not have. */
export interface Routes {
  readonly kind: 'routes';
  readonly path: Rejection;
  readonly method: Rejection;
}

export const declared = declareKind(
  'routes',
  { path: rejection, method: rejection },
  { isMandatory: true },
);
