import { clauseId, declareKind, rejection, statement } from '../contract/declare.ts';
import type { Rejection, Statement } from '../contract/types.ts';

/** At most `limit` requests a credential in `window` seconds. */
export interface RateLimit {
  readonly kind: 'rate-limit';
  readonly clause: string;
  readonly limit: number;
  /** Seconds. */
  readonly window: number;
  readonly exceeded: Rejection;
  /** How the window moves. */
  readonly algorithm: Statement;
  /** Which requests count. */
  readonly counts: Statement;
  /** `RateLimit`, `RateLimit-Policy` and `Retry-After` tell the client where it stands. */
  readonly headers: Statement;
  /** One credential's requests do not use up another's limit. */
  readonly scope: Statement;
}

export const declared = declareKind(
  'rate-limit',
  {
    clause: clauseId,
    limit: { type: 'integer', minimum: 1 },
    window: { type: 'integer', minimum: 1 },
    exceeded: rejection,
    algorithm: statement,
    counts: statement,
    headers: statement,
    scope: statement,
  },
  { isCheck: true },
);
