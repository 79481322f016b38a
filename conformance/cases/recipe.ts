import type { Rejection } from '../../specs/contract/types.ts';
import type { Fault } from './change.ts';
import type { Draft } from './draft.ts';
import type { Maker } from './maker.ts';

/** How to make one request that can be judged by itself, and what must come of it. */
export interface Recipe {
  /** An address within the operation: `coverage/externalRef/maxLength/one-too-many/small`. */
  readonly id: string;
  /** It is sent to see whether a server keeps standing, not whether it can tell right from wrong. */
  readonly isHostile?: true;
  /** What is special about it; none for a plain request. */
  readonly change?: Change;
  readonly expects: Expectation;
  /** Undefined where there is no such request at this target, or where the validator does not agree with its class. */
  make(maker: Maker): Draft | undefined;
  /**
   * The same done to another valid request of the operation; left out where that is not enough. Whether it
   * has the class that it should is yet to be confirmed.
   */
  amid?(draft: Draft, maker: Maker): Draft | undefined;
}

/** One place of a request, the keyword of the contract that speaks of it, and what was done there. */
type Change = Pick<Fault, 'pointer' | 'keyword' | 'operator'>;

/** What must come of a request. */
export type Expectation = Acceptance | Refusal;

export interface Acceptance {
  readonly is: 'accepted';
  /** What a refusal breaks, the most telling first. */
  readonly clauses: readonly string[];
  /** What only the answer shows, to the watches. */
  readonly shows?: readonly string[];
  /** The assumed clause on which it rests that it is accepted, and that the answer looks as it should. */
  readonly premise?: string | undefined;
  /** The same, where only the acceptance rests on it. */
  readonly taking?: string | undefined;
  /** It is answered as one before it was: the status of a creation is none of its. */
  readonly isReplay?: true;
  /** The document lets it be refused as well: what counts is how its answer looks. */
  readonly mayBeRefused?: true;
}

export interface Refusal {
  readonly is: 'refused';
  readonly rejection: Rejection;
  /** The assumed clause on which it rests that it is refused at all. */
  readonly premise?: string | undefined;
  /** Two things are wrong: which of these refusals it comes to is what the rejection's clause says. */
  readonly either?: readonly Refusal[];
}

/** How to make a few requests in a row. */
export interface SequenceRecipe {
  /** An address within the operation: `sequences/idempotency/replay`. */
  readonly id: string;
  /** The clauses that the steps together tell something of. */
  readonly clauses: readonly string[];
  /** Undefined where this target lacks what it needs. */
  make(maker: Maker): readonly SequenceStep[] | undefined;
}

export interface SequenceStep {
  /** What it is for: `the same request again`. */
  readonly title: string;
  /** Seconds that have to pass on the server's clock before it. */
  readonly wait?: number;
  readonly draft: Draft;
  /** What is wrong with it, where anything is. */
  readonly change?: Change;
  readonly expects: Expectation;
}
