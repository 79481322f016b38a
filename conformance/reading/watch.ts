import type { Draft } from '../cases/draft.ts';
import type { Accepted, Exchange } from './exchange.ts';
import type { Note } from './observation.ts';

/** What every answer shows by the way. */
export interface Watch {
  /** The clauses that it can see. */
  readonly clauses: readonly string[];
  /** Of them, those that the answer to such a request can show; all where this is left out. */
  shownBy?(draft: Draft, outcome: 'accepted' | number): readonly string[];
  accepted?(exchange: Accepted, note: Note): void;
  refused?(exchange: Exchange, note: Note): void;
}

/** The clauses that a watch can judge by the answer to a request, were it accepted or refused with a status. */
export function shownTo(
  watch: Watch,
  draft: Draft,
  outcome: 'accepted' | number,
): readonly string[] {
  const looks = outcome === 'accepted' ? watch.accepted : watch.refused;
  if (!looks) return [];
  return watch.shownBy?.(draft, outcome) ?? watch.clauses;
}
