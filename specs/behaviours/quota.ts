import { declareKind, rejection, statement } from '../contract/declare.ts';
import type { Rejection, Statement } from '../contract/types.ts';

/** At most so many accepted requests a tenant and calendar month; the number is the tenant's setting `setting`. */
export interface Quota {
  readonly kind: 'quota';
  readonly setting: string;
  readonly exceeded: Rejection;
  /** What a month is. */
  readonly period: Statement;
  /** Which requests count. */
  readonly counts: Statement;
}

export const declared = declareKind(
  'quota',
  {
    setting: { type: 'string' },
    exceeded: rejection,
    period: statement,
    counts: statement,
  },
  { isCheck: true },
);
