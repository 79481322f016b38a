import type { Exchange } from '../reading/exchange.ts';
import type { Stopped } from '../report/report.ts';

/** What the suite itself could not cope with: never a verdict over the target. */
export function crashed(message: string): Stopped {
  return {
    by: 'crashed',
    message,
    mend: 'This is a fault of the suite: please report it, with the seed and the answer that caused it.',
  };
}

/** A request that met silence. */
export type Unanswered = Pick<Exchange, 'message' | 'silence'>;

/** The run cannot or must not go on; what was seen so far is still reported. */
export class StopRun extends Error {
  override readonly name = 'StopRun';
  readonly stopped: Stopped;
  /** The request after which nothing came any more, where it was that. */
  readonly last: Unanswered | undefined;

  constructor(stopped: Stopped, last?: Unanswered) {
    super(stopped.message);
    this.stopped = stopped;
    this.last = last;
  }
}
