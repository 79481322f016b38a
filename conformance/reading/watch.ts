import type { Accepted, Exchange } from './exchange.ts';
import type { Note } from './observation.ts';

/** What every answer shows by the way. */
export interface Watch {
  /** The clauses that it can see. */
  readonly clauses: readonly string[];
  accepted?(exchange: Accepted, note: Note): void;
  refused?(exchange: Exchange, note: Note): void;
}
