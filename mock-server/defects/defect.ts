import type { Behaviour, Contract, Operation } from '../../specs/contract/types.ts';
import type { ProviderOperation } from '../engine/compile.ts';
import type { Enforcement } from '../engine/enforcer.ts';
import type { Steps } from '../engine/steps.ts';
import type { Draft } from './draft.ts';

/** A switch that makes a double break one clause: proof that whoever judges the double can fail it. */
export interface Defect {
  /** `<clause>~<what it does>` */
  readonly id: string;
  readonly clause: string;
  readonly changes: readonly Change[];
  /** The assumption on which it rests that this breaks anything, where the clause itself is documented. */
  readonly premise?: string | undefined;
}

/**
 * What a defect puts in the place of what is there: something else in the contract, or a wrapper around
 * a behaviour's enforcement, the provider's own code, or one of the steps of every request. A wrapper is
 * made anew whenever the defect is turned on, so what it remembers it forgets with the defect.
 */
export type Change =
  | { readonly of: 'contract'; edit(draft: Draft): void }
  | {
      readonly of: 'behaviour';
      readonly kind: string;
      /** The operations that it is about; all of them without it. */
      readonly operation?: string | undefined;
      wrap(inner: Enforcement, declared: Behaviour, operation: Operation): Enforcement;
    }
  | {
      readonly of: 'code';
      readonly operation: string;
      wrap(inner: ProviderOperation): ProviderOperation;
    }
  | { readonly of: 'steps'; wrap(inner: Steps): Steps };

/** Makes the defects of one contract. */
export type DefectsOf = (contract: Contract) => readonly Defect[];

export function defect(clause: string, what: string, ...changes: readonly Change[]): Defect {
  return { id: `${clause}~${what}`, clause, changes };
}

/** Whether a defect breaks only what is assumed: whoever is judged by the document alone cannot be failed for it. */
export function isAssumption({ clauses }: Contract, { clause, premise }: Defect): boolean {
  return premise !== undefined || clauses.get(clause)?.level !== 'documented';
}

/** The contract says something else. */
export function inContract(edit: (draft: Draft) => void): Change {
  return { of: 'contract', edit };
}

/** The contract's provider, which is the first part of a clause's address. */
export function providerOf({ clause }: Defect): string {
  return clause.slice(0, clause.indexOf('/'));
}
