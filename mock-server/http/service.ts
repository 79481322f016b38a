import type { Progress } from '../chaos/progress.ts';
import type { RealTime } from '../clock.ts';
import type { Mint } from '../engine/mint.ts';
import type { Recorder } from '../journal/recorder.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

/** What answering a request takes besides the contract. */
export interface Service {
  readonly store: Store;
  readonly realTime: RealTime;
  readonly mint: Mint;
  readonly recorder: Recorder;
  readonly log: Log;
  /** Of the chaos in each sandbox. */
  readonly progress: Progress;
  /** Milliseconds that a client may take to send its body. */
  readonly bodyTimeout: number;
  /** Answers that are being worked out. */
  readonly running: Set<Promise<void>>;
  /** Aborted when the double closes. */
  readonly closing: AbortSignal;
}
