import type { Behaviour } from '../../specs/contract/types.ts';
import type { Fault, Plan, Variation } from '../cases/change.ts';
import type { Recipe, SequenceRecipe } from '../cases/recipe.ts';
import type { Watch } from '../reading/watch.ts';
import type { Phase } from '../report/report.ts';
import type { Session } from './session.ts';

/** Something to do and to judge: one request, or a few in a row. */
export interface Check {
  /** An address within the operation; it replays the check. */
  readonly id: string;
  readonly phase: Phase;
  readonly clauses: readonly string[];
  /** Its requests that can be judged each by itself. */
  readonly recipes?: () => readonly Recipe[];
  /** Requests of it in a row whose outcomes alone tell something. */
  readonly sequences?: () => readonly SequenceRecipe[];
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
  /** Checks that take the faults of all behaviours of the operation together. */
  readonly checksOver?: (faults: readonly Fault[]) => readonly Check[];
}

/** What a file of `conformance/behaviours/` exports as `verify`. Called once for each declaration. */
export type Verifier<B extends Behaviour = Behaviour> = (declared: B, plan: Plan) => Verification;
