import type { Case, Kind } from '../generate/case.ts';
import type { ShownExchange, Stopped } from '../report/report.ts';

/**
 * What came of a case: `pass`, the answer that the contract has; `warn`, one that the document allows
 * and the contract assumed otherwise; `fail`, any other; `inconclusive`, it was sent and nothing came that
 * tells; `unsent`, it cannot be sent here. A case is as its worst step.
 */
export const sendVerdicts = ['pass', 'warn', 'fail', 'inconclusive', 'unsent'] as const;

export type SendVerdict = (typeof sendVerdicts)[number];

/** A case that was sent, or could not be, in a few words. No secret is in it. */
export interface Entry {
  readonly id: string;
  readonly kind: Kind;
  readonly verdict: SendVerdict;
  /** The status of the answer to each step; null where none came. */
  readonly status: readonly (number | null)[];
  readonly ms: number;
  /** What was not as it should be; absent where it passed. */
  readonly reason?: string;
}

/** The result of a case. What it passed with is not kept. */
export interface CaseResult extends Entry, Pick<Case, 'clauses' | 'violation' | 'varies'> {
  readonly steps: number;
  /** The step that decided; absent where it passed or nothing was sent. */
  readonly shown?: ShownStep;
}

/** A step whose answer was not the expected one, as a person reads it. */
export interface ShownStep extends ShownExchange {
  /** From 1. */
  readonly number: number;
  readonly title?: string;
  /** Every outcome that is allowed, one a line: `400 VALIDATION_ERROR`. */
  readonly allowed: readonly string[];
  /** Those of them that the contract, with its assumptions, has a server answer. */
  readonly expected: readonly string[];
}

export type Counts = Readonly<Record<SendVerdict, number>>;

/** Why not all cases were sent: `input` is a line that is no case. */
export interface SendStopped extends Omit<Stopped, 'by'> {
  readonly by: Stopped['by'] | 'input';
}

/** What sending came to. */
export interface SendSummary {
  readonly provider: string;
  readonly target: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly requests: number;
  /** How many there are, as far as that is known: those that were not come to are `unsent`. */
  readonly cases: number;
  readonly counts: Counts;
  /** How many of them an earlier run sent. */
  readonly before: number;
  /** Absent where every case was come to. */
  readonly stopped?: SendStopped;
}

/** What happens while cases are sent, as it happens. */
export type SendEvent =
  | { readonly type: 'result'; readonly result: CaseResult; readonly requests: number }
  | { readonly type: 'before'; readonly entry: Entry }
  | { readonly type: 'waiting'; readonly seconds: number; readonly because: string };

/** How cases are sent. Values that make no sense are refused with an OptionError. */
export interface SendCasesOptions {
  /** Requests in a second at most, besides what the target's own pace and limit are. */
  readonly rate?: number;
  /** Without it the cases are the bound. */
  readonly maxRequests?: number;
  /** Milliseconds within which an answer must be there; 10,000 by default. */
  readonly timeout?: number;
  /** How many cases may be under way at once; without it as many as the target's pacing says, else 1 or, at a double, 4. */
  readonly concurrency?: number;
  /** How many cases there are, where that is known. */
  readonly total?: number;
  /** What an earlier run came to, by id: these are counted and not sent again. */
  readonly before?: ReadonlyMap<string, Entry>;
  /** Ends the run; what was seen so far is in the summary. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: SendEvent) => void;
}
