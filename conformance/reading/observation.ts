import type { Exchange } from './exchange.ts';

/** What one check saw of one clause. */
export type Observation = Held | Broken | Unseen;

export interface Held {
  readonly saw: 'held';
  readonly clause: string;
}

export interface Broken {
  readonly saw: 'broken';
  readonly clause: string;
  /** Other clauses that the same thing breaks. */
  readonly also: readonly string[];
  readonly expected: readonly string[];
  readonly actual: string;
  readonly exchanges: readonly Exchange[];
  /** An assumed clause on which the case rests: a break under it is a warning, whatever the clause's level. */
  readonly premise?: string | undefined;
}

/** The clause could have been seen here and was not. */
export interface Unseen {
  readonly saw: 'unseen';
  readonly clause: string;
  readonly reason: string;
}

/** Where observations go. */
export type Note = (observation: Observation) => void;
