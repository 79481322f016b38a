import type { Rejection } from '../../specs/contract/types.ts';
import type { StoredKey, Write } from './facts.ts';

/** A refusal: which rejection, which clause of it, and why. */
export interface Refusal {
  readonly stop: 'refused';
  readonly rejection: Rejection;
  /** The clause that refuses, where it is more exact than the rejection's. */
  readonly clause: string;
  /** Told to the client instead of the catalogue's message. */
  readonly detail?: string | undefined;
  /** Told to the developer, in the journal and the log only. */
  readonly reason?: string | undefined;
}

/** The key was used before with this request: its answer again. */
export interface Replay {
  readonly stop: 'replayed';
  readonly clause: string;
  readonly key: StoredKey;
}

export type Stop = Refusal | Replay;

/** Refuses with the rejection's first answer. */
export function refuse(
  rejection: Rejection,
  more: { clause?: string | undefined; detail?: string; reason?: string } = {},
): Refusal {
  return {
    stop: 'refused',
    rejection,
    clause: more.clause ?? rejection.clause,
    detail: more.detail,
    reason: more.reason,
  };
}

/** What a request comes to: the finished answer, and the writes that go with it. */
export interface Decision {
  readonly outcome: 'accepted' | 'refused' | 'replayed' | 'failed';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly writes: readonly Write[];
  /** The clauses that the request put to the test, the one that stopped it last. */
  readonly clauses: readonly string[];
  /** The kind of check that stopped it. */
  readonly check?: string | undefined;
  /** The clause that refused or replayed it. */
  readonly clause?: string | undefined;
  readonly reason?: string | undefined;
}
