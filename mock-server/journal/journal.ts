import type { TroubleKind } from '../chaos/trouble.ts';

/** Who ended a connection before the answer was whole. */
export type HungUp = 'client' | 'server';

/** One exchange as the double saw it. Secrets are not in it. */
export interface JournalEntry {
  /** The sandbox's time, RFC 3339. */
  readonly at: string;
  /** When the head of the request came, in real time, RFC 3339. */
  readonly began: string;
  /** When the last byte of the answer had left or the connection ended, in real time, RFC 3339. */
  readonly ended: string;
  readonly sandbox: string;
  readonly provider: string;
  /** The operation that the request matched; absent when it matched none. */
  readonly operation?: string | undefined;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, unknown>>;
    /** As it came, up to a bound. */
    readonly body: string;
    /** Bytes of the whole body. */
    readonly size: number;
  };
  /** What was answered, whether it arrived or not; the status is 0 when there was nothing to answer. */
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    /** Up to a bound. */
    readonly body: string;
  };
  /** Absent when all of the answer left. */
  readonly hungUp?: HungUp | undefined;
  readonly outcome: 'accepted' | 'refused' | 'replayed' | 'failed' | 'aborted';
  /** Whose credential it was, as `tenant/role`. */
  readonly credential?: string | undefined;
  /** The kind of check at which it stopped. */
  readonly check?: string | undefined;
  /** The clause that refused or replayed it. */
  readonly clause?: string | undefined;
  /** Every clause that it put to the test, the one that stopped it included. */
  readonly clauses: readonly string[];
  /** Why, for the developer. */
  readonly reason?: string | undefined;
  /** The trouble that was simulated, in words. */
  readonly fault?: string | undefined;
  /** The kinds of the troubles that were chaos's. */
  readonly troubles?: readonly TroubleKind[] | undefined;
  /** The defects that the double had; absent when it had none. */
  readonly defects?: readonly string[] | undefined;
  /** Milliseconds from the last byte read to the first written, simulated latency included. */
  readonly duration: number;
}

export interface JournalFilter {
  readonly sandbox: string;
  readonly provider?: string | undefined;
  readonly limit: number;
}
