import { declareKind, pointer, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/** URLs at `at` must be https, begin with one of the tenant's prefixes (its setting `setting`) and not climb out. */
export interface AllowList {
  readonly kind: 'allow-list';
  readonly at: string;
  readonly setting: string;
  readonly scheme: Rejection;
  readonly outside: Rejection;
  readonly traversal: Rejection;
}

export const declared = declareKind(
  'allow-list',
  {
    at: pointer,
    setting: { type: 'string' },
    scheme: rejection,
    outside: rejection,
    traversal: rejection,
  },
  { isCheck: true },
);
