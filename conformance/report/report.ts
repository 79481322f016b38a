import type { Level } from '../../specs/contract/types.ts';

/** The phases of a run, in their order. */
export const phases = [
  'preflight',
  'examples',
  'coverage',
  'properties',
  'sequences',
  'races',
  'limits',
] as const;

export type Phase = (typeof phases)[number];

/**
 * What the suite says of a clause: `warn` is an assumed clause answered otherwise, `inconclusive` one
 * that was not exercised, `not-applicable` one that the target declares it lacks, `known-failure` one
 * that fails and is in the baseline. Nothing exercised is never a pass.
 */
export const verdicts = [
  'pass',
  'fail',
  'warn',
  'inconclusive',
  'not-applicable',
  'known-failure',
] as const;

export type Verdict = (typeof verdicts)[number];

/** What a run came to, as data: everything that a reporter prints is in here, and no secret is. */
export interface Report {
  /** Of this shape; a change that breaks readers counts it up. */
  readonly format: 1;
  readonly doublecheck: string;
  readonly provider: string;
  readonly title: string;
  readonly target: string;
  readonly seed: number;
  /** Stands in every name, address, key and text that the run made up. */
  readonly marker: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly requests: number;
  /** The options that chose a part of the suite. */
  readonly selection: Selection;
  /** Why the run is not whole; absent where it is. */
  readonly stopped?: Stopped;
  readonly exitCode: 0 | 1 | 3;
  readonly phases: readonly PhaseResult[];
  readonly clauses: readonly ClauseResult[];
  readonly findings: readonly Finding[];
  readonly coverage: readonly KeywordCoverage[];
  /** What the baseline has to be mended in; absent where there was none or it is in order. */
  readonly baseline?: BaselineResult;
}

/** Entries of a baseline that no longer hold. */
export interface BaselineResult {
  /** Clauses that pass again: their entries must go, and until then a whole run does not succeed. */
  readonly passingAgain: readonly string[];
  /** Clauses whose entries have expired, and so do not count. */
  readonly expired: readonly string[];
}

export interface Selection {
  readonly clauses: readonly string[];
  readonly level?: Level;
  readonly phases: readonly Phase[];
  /** `2/4`. */
  readonly shard?: string;
  readonly strict: boolean;
}

export interface Stopped {
  /**
   * `unusable`: preflight found no way in; `gone`: the target stopped answering; `crashed`: the suite could
   * not cope with an answer; `nothing-passed`: no exchange came by that could be judged; the others were asked for.
   */
  readonly by:
    | 'unusable'
    | 'gone'
    | 'crashed'
    | 'nothing-passed'
    | 'max-requests'
    | 'max-tickets'
    | 'aborted';
  readonly message: string;
  readonly mend: string;
  /** The request after which the target stopped answering, where it did. */
  readonly last?: ShownExchange;
}

export interface PhaseResult {
  readonly phase: Phase;
  readonly checks: number;
  readonly requests: number;
  readonly seconds: number;
}

export interface ClauseResult {
  readonly id: string;
  readonly level: Level;
  readonly section: string;
  readonly text: string;
  readonly verdict: Verdict;
  /** Why it is inconclusive, not applicable or known to fail. */
  readonly reason?: string;
  /** How often it was seen to hold, and how often to be broken. */
  readonly held: number;
  readonly broken: number;
}

/** One cause of failure or warning, with all clauses that it breaks, the first of them the most telling. */
export interface Finding {
  readonly clauses: readonly string[];
  readonly verdict: 'fail' | 'warn' | 'known-failure';
  /** The check that found it. */
  readonly check: string;
  readonly phase: Phase;
  /** Every answer that would have been right, one a line. */
  readonly expected: readonly string[];
  readonly actual: string;
  /** Why it does not fail though a clause of it is documented: the assumed clause that it rests on. */
  readonly premise?: string;
  /** The shortest exchanges that show it, in their order. */
  readonly exchanges: readonly ShownExchange[];
  /** A command that does just this again. */
  readonly replay: string;
  /** How many checks came upon it. */
  readonly occurrences: number;
}

/** An exchange as it is shown: secrets are replaced by variables of the shell. */
export interface ShownExchange {
  /** Lines that paste into a shell and run. */
  readonly curl: string;
  readonly status: number | null;
  /** What came back, cut to a length that can be read. */
  readonly answer: string;
}

/** How often a constraint of a request schema was sent on each of its sides. */
export interface KeywordCoverage {
  readonly operation: string;
  readonly pointer: string;
  readonly keyword: string;
  readonly clause?: string;
  readonly valid: number;
  readonly invalid: number;
}

/** What happens during a run, as it happens. */
export type RunEvent =
  | { readonly type: 'started'; readonly checks: number; readonly estimate: string }
  | { readonly type: 'phase'; readonly phase: Phase; readonly checks: number }
  | { readonly type: 'check'; readonly check: string; readonly requests: number }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'waiting'; readonly seconds: number; readonly because: string }
  | { readonly type: 'finished'; readonly report: Report };
