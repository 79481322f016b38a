import type { Contract } from '../../specs/contract/types.ts';
import type { Attempt } from './attempt.ts';
import type { Intent } from './intent.ts';
import type { AuditLimits } from './limits.ts';

/** All that a rule looks at. */
export interface Scene {
  readonly contract: Contract;
  readonly attempts: readonly Attempt[];
  readonly intents: readonly Intent[];
  readonly limits: AuditLimits;
  /** Whether the client said of what it left undone that it did; undefined where nobody knows. */
  readonly reported: boolean | undefined;
}

/** What one look at the client showed of a rule. */
export type Sight =
  | { readonly saw: 'held' }
  | {
      readonly saw: 'broken';
      /** What it did, in a sentence. */
      readonly what: string;
      /** The attempts that show it, in their order. */
      readonly evidence: readonly Attempt[];
      /** The clauses that are concerned. */
      readonly clauses?: readonly string[];
      /** It is no more than advice here: the document leaves it open. */
      readonly isAdvice?: boolean;
    }
  /** Nothing that this client can do shows it. */
  | { readonly saw: 'never'; readonly reason: string };

/** One thing that a client has to keep to. */
export interface AuditRule {
  readonly id: string;
  readonly section: string;
  /** What the client does. */
  readonly text: string;
  /** What to do where it does not. */
  readonly advice: string;
  /** What would give an occasion: a profile of chaos, or `calm`. */
  readonly exercisedBy: string;
  /** The same where the document has no keys, so that a good client repeats only what was not done. */
  readonly exercisedWithoutKeys?: string;
  /** What it takes besides to tell. */
  readonly takes?: string;
  judge(scene: Scene): readonly Sight[];
}

export const held: Sight = { saw: 'held' };
