import type { Stopped } from '../report/report.ts';

/** What the suite itself could not cope with: never a verdict over the target. */
export function crashed(message: string): Stopped {
  return {
    by: 'crashed',
    message,
    mend: 'This is a fault of the suite: please report it, with the seed and the answer that caused it.',
  };
}

/** The run cannot or must not go on; what was seen so far is still reported. */
export class StopRun extends Error {
  override readonly name = 'StopRun';
  readonly stopped: Stopped;

  constructor(stopped: Stopped) {
    super(stopped.message);
    this.stopped = stopped;
  }
}
