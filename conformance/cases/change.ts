import type { Rejection } from '../../specs/contract/types.ts';
import type { Draft } from './draft.ts';
import type { Form } from './form.ts';
import type { Maker } from './maker.ts';
import type { Subject } from './subject.ts';

/** One way to make a valid request wrong in one place. */
export interface Fault {
  /** An address within the operation: `/externalRef/maxLength/one-too-many`. */
  readonly id: string;
  /** The kind of check that refuses it, for the order of checks. */
  readonly kind: string;
  readonly pointer: string;
  readonly keyword: string;
  readonly operator: string;
  readonly rejection: Rejection;
  /** The assumed clause on which it rests that this is refused at all. */
  readonly premise?: string | undefined;
  /** How many items the lists of the draft need, where one is not enough. */
  readonly items?: number;
  /** Whose credential it takes, where not that of primary; what the request refers to is that tenant's. */
  readonly role?: string;
  /** It does not matter what else is in the request: the smallest one is enough. */
  readonly isAlone?: boolean;
  /** The draft made wrong; undefined where it has no place for the fault. */
  apply(draft: Draft, maker: Maker): Draft | undefined;
}

/** One way to vary a valid request so that it stays valid. */
export interface Variation {
  readonly id: string;
  readonly pointer: string;
  readonly keyword: string;
  readonly operator: string;
  /** What its refusal breaks, the most telling first. */
  readonly clauses: readonly string[];
  /** The assumed clause on which it rests that this is accepted. */
  readonly premise?: string | undefined;
  /** The same, where only that rests on it: how an answer shows what was accepted does not. */
  readonly taking?: string | undefined;
  /** What only the answer shows, to the watches. */
  readonly shows?: readonly string[];
  /** How many items the lists of the draft need, where one is not enough. */
  readonly items?: number;
  /** Whose credential it takes, where not that of primary. */
  readonly role?: string;
  /** It does not matter what else is in the request: the smallest one is enough. */
  readonly isAlone?: boolean;
  apply(draft: Draft, maker: Maker): Draft | undefined;
}

/** What a verifier is told: the operation, the forms that its requests may have, and a maker for plans. */
export interface Plan extends Subject {
  readonly forms: readonly Form[];
}
