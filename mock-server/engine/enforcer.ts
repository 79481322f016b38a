import type { Behaviour, Contract, Operation } from '../../specs/contract/types.ts';
import type { Context } from './context.ts';
import type { Creation } from './creation.ts';
import type { Wants } from './facts.ts';
import type { Stop } from './outcome.ts';
import type { Request } from './request.ts';

/** A declared behaviour at work. Each hook is optional; all of them are pure but for what they are handed. */
export interface Enforcement {
  /** Says which facts the decision will need. The request may still be wrong in every way. */
  ask?(request: Request, wants: Wants): void;
  /** Stops the request, or lets it pass. Applied in the contract's order of checks. */
  check?(context: Context): Stop | undefined;
  /** Before the provider's own rules: what the request amounts to, and what is new with it. */
  prepare?(creation: Creation): void;
  /** After the provider's own rules: what the answer owes to the request. */
  complete?(creation: Creation): void;
  /** When the answer stands: what has to be remembered of it. */
  remember?(creation: Creation, answer: { readonly status: number; readonly body: string }): void;
}

/** What a file of `mock-server/behaviours/` exports as `enforce`. Called once for each declaration, at start. */
export type Enforcer<B extends Behaviour = Behaviour> = (
  declared: B,
  operation: Operation,
  contract: Contract,
) => Enforcement;
