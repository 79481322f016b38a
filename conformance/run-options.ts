import type { Level } from '../specs/contract/types.ts';
import type { Baseline } from './report/baseline.ts';
import type { Phase, RunEvent } from './report/report.ts';

/** What of the suite is run, and how. Values that make no sense are refused with an OptionError. */
export interface RunOptions {
  /** The same seed and marker send the same requests; without it one is drawn. */
  readonly seed?: number;
  /**
   * A few letters and digits in every name, address, key and text that the run makes up; drawn if absent.
   * With a seed again it meets what the first run left: give it only where the server was reset.
   */
  readonly marker?: string;
  /** Clauses by id, or by pattern with `*`; all by default. */
  readonly clauses?: readonly string[];
  readonly level?: Level;
  readonly phases?: readonly Phase[];
  /** `2/4`: the second quarter of the checks. */
  readonly shard?: string;
  /** Also fail on `warn` and `inconclusive`. */
  readonly strict?: boolean;
  readonly baseline?: Baseline;
  readonly maxRequests?: number;
  /** Milliseconds within which an answer must be there; 10,000 by default. */
  readonly timeout?: number;
  /** The one check to run, as a finding names it. */
  readonly replay?: string;
  /** Ends the run; what was seen so far is reported. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  /** The command that findings name to be replayed with; `doublecheck conform <provider>` by default. */
  readonly invocation?: string;
}
