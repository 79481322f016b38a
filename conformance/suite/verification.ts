import type { Behaviour, Rejection } from '../../specs/contract/types.ts';
import type { Draft } from '../cases/draft.ts';
import type { Form } from '../cases/forms.ts';
import type { Maker } from '../cases/maker.ts';
import type { Subject } from '../cases/subject.ts';
import type { Phase } from '../report/report.ts';
import type { Accepted, Exchange } from './exchange.ts';
import type { Note } from './observation.ts';
import type { Session } from './session.ts';

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
  /** How many items the lists of the draft need, where one is not enough. */
  readonly items?: number;
  /** It does not matter what else is in the request: the smallest one is enough. */
  readonly isAlone?: boolean;
  apply(draft: Draft, maker: Maker): Draft | undefined;
}

/** What every answer shows by the way. */
export interface Watch {
  /** The clauses that it can see. */
  readonly clauses: readonly string[];
  accepted?(exchange: Accepted, note: Note): void;
  refused?(exchange: Exchange, note: Note): void;
}

/** Something to do and to judge: one request, or a few in a row. */
export interface Check {
  /** An address within the operation; it replays the check. */
  readonly id: string;
  readonly phase: Phase;
  readonly clauses: readonly string[];
  /** What the watches get to see by it. */
  readonly shows?: 'accepted' | 'refused';
  run(session: Session): Promise<void>;
}

/** How one declared behaviour is verified. Each part is optional. */
export interface Verification {
  readonly faults?: readonly Fault[];
  readonly variations?: readonly Variation[];
  readonly watches?: readonly Watch[];
  readonly checks?: readonly Check[];
}

/** What a verifier is told: the operation, the forms that its requests may have, and a maker for plans. */
export interface Plan extends Subject {
  readonly forms: readonly Form[];
}

/** What a file of `conformance/behaviours/` exports as `verify`. Called once for each declaration. */
export type Verifier<B extends Behaviour = Behaviour> = (declared: B, plan: Plan) => Verification;
