/** How long an answer is held back, in milliseconds: always as long, evenly spread, or as real servers are late. */
export type Latency =
  | { readonly fixed: number }
  | { readonly from: number; readonly to: number }
  /** Log-normal: half of the answers take no longer than the median, one in a hundred longer than `p99`. */
  | { readonly median: number; readonly p99: number };

/**
 * What can happen to a request between a client and a provider that honours its document. What is said of the
 * state: `before` means that nothing of the request was done, `after` that all of it was.
 */
export type Trouble =
  /** The answer is late. */
  | { readonly trouble: 'latency'; readonly latency: Latency }
  /** Before: 429, with the seconds to wait or without a word about it. */
  | { readonly trouble: 'rate-limit'; readonly retryAfter?: number }
  /** Before: the provider's own answer to a failure inside. */
  | { readonly trouble: 'server-error' }
  /** Before, or after: the HTML page of something in front of the provider. */
  | {
      readonly trouble: 'gateway';
      readonly status: 502 | 503 | 504;
      readonly retryAfter?: number;
      readonly after?: boolean;
    }
  /** Before: the connection of an earlier request is closed while this one is on its way. */
  | { readonly trouble: 'closed-connection' }
  /** After: the connection breaks, or nothing comes until the client gives up, or so many seconds are over. */
  | { readonly trouble: 'lost-answer'; readonly how: 'reset' | 'hang'; readonly patience?: number }
  /** After: the body takes so many seconds. */
  | { readonly trouble: 'slow-body'; readonly seconds: number }
  /** After: the connection ends in the middle of the body. */
  | { readonly trouble: 'truncated-body' }
  /** After: a success whose status is 200 and whose body is no JSON. */
  | { readonly trouble: 'invalid-json' }
  /** The request arrives twice; the answer is that to the second. */
  | { readonly trouble: 'duplicate-delivery' }
  /** Times in the answer are so many seconds off. */
  | { readonly trouble: 'clock-skew'; readonly seconds: number }
  /** The answer, or each object of its list, has a field that the document does not name. */
  | { readonly trouble: 'unknown-field' };

export type TroubleKind = Trouble['trouble'];

export const troubleKinds: readonly TroubleKind[] = [
  ...(['latency', 'rate-limit', 'server-error', 'gateway', 'closed-connection'] as const),
  ...(['lost-answer', 'slow-body', 'truncated-body', 'invalid-json'] as const),
  ...(['duplicate-delivery', 'clock-skew', 'unknown-field'] as const),
];

/** Which requests meet a trouble. */
export interface When {
  readonly provider?: string;
  /** As the contract names it. */
  readonly operation?: string;
  /** `tenant/role`. */
  readonly credential?: string;
  /** Only the first so many of those requests. */
  readonly first?: number;
  /** Ends when so many have met it. */
  readonly times?: number;
  /** From 0 to 1; 1 by default. */
  readonly probability?: number;
  /** In seconds since the chaos began, on the sandbox's clock. */
  readonly from?: number;
  readonly until?: number;
}

export type Rule = Trouble & When;

/** The trouble of a sandbox. */
export interface Chaos {
  /** Another each time that it is set: counts begin anew. */
  readonly id: string;
  readonly profile?: string;
  readonly seed: number;
  /** Answers do not say that trouble was injected; the journal always does. */
  readonly stealth: boolean;
  /** Milliseconds of the sandbox's clock. */
  readonly since: number;
  /** Seconds after which it ends by itself. */
  readonly for?: number;
  readonly rules: readonly Rule[];
}

/** What one request has to go through. */
export interface Share {
  /** At most one that decides over the answer. */
  readonly main: Trouble | undefined;
  readonly besides: readonly Trouble[];
  /** Milliseconds to hold the answer back. */
  readonly latency: number;
}

/** Troubles that a request may have beside another. */
const besides: ReadonlySet<TroubleKind> = new Set(['latency', 'clock-skew', 'unknown-field']);

export function isBeside({ trouble }: Trouble): boolean {
  return besides.has(trouble);
}
