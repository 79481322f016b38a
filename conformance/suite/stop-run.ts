import type { Stopped } from '../report/report.ts';

/** The run cannot or must not go on; what was seen so far is still reported. */
export class StopRun extends Error {
  override readonly name = 'StopRun';
  readonly stopped: Stopped;

  constructor(stopped: Stopped) {
    super(stopped.message);
    this.stopped = stopped;
  }
}
