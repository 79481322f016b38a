import { clauseId, declareKind, rejection } from '../contract/declare.ts';
import type { Rejection } from '../contract/types.ts';

/** Who is calling: the credential is read where the named OpenAPI security scheme says. */
export interface Authentication {
  readonly kind: 'authentication';
  readonly clause: string;
  readonly scheme: string;
  readonly missing: Rejection;
  readonly invalid: Rejection;
}

export const declared = declareKind(
  'authentication',
  {
    clause: clauseId,
    scheme: { type: 'string' },
    missing: rejection,
    invalid: rejection,
  },
  { isCheck: true, isMandatory: true },
);
