/** What an audit goes by where no document gives a number. */
export interface AuditLimits {
  /** Seconds after an attempt that was left undone in which the same payload is taken for a retry. */
  readonly sameEvent: number;
  /** Seconds after one was done in which the same payload with another key is taken for a duplicate. */
  readonly twins: number;
  /** Attempts of one intent. */
  readonly attempts: number;
  /** Requests at a time. */
  readonly concurrency: number;
  /** Seconds that a client may wait for an answer. */
  readonly patience: number;
}

export const defaultLimits: AuditLimits = {
  sameEvent: 120,
  twins: 10,
  attempts: 10,
  concurrency: 10,
  patience: 60,
};
