import type { Target } from '../target/target.ts';
import type { Answer, Reply } from '../wire/message.ts';
import type { Wire } from '../wire/wire.ts';
import type { Pacer } from './pacer.ts';

export interface SendOptions {
  /** The limit itself is being looked at: no pacing, and a 429 is the answer. */
  readonly atAnyRate?: boolean;
  /** The same was sent before: nothing new comes of it. */
  readonly isReplay?: boolean;
}

export interface DeliverOptions {
  /** The value of the credential whose limit the request counts for; empty for none. */
  readonly credential: string;
  readonly atAnyRate?: boolean;
  /** Whether an answer is what was asked for, though others would be waited out. */
  readonly isAwaited?: (answer: Answer) => boolean;
}

/** What came of a message in the end. */
export type Delivered = Reply & {
  /** An answer was lost and it was sent again: the server may have done it twice. */
  readonly isResent: boolean;
  /** Nothing but 429 came: for how long it was waited at most, in seconds on the target's clock. */
  readonly heldUpFor?: number;
};

export interface CourierOptions {
  readonly target: Target;
  readonly wire: Pick<Wire, 'send' | 'stall'>;
  readonly pacer: Pacer;
  readonly maxRequests: number;
  readonly userAgent: string;
  /** Whether an answer says that there were too many requests, and nothing of the request itself. */
  readonly isLimit: (answer: Answer) => boolean;
  readonly signal: AbortSignal | undefined;
  /** How many silences in a row are put up with though plain requests are answered; 10 by default. */
  readonly maxSilences?: number;
}
