import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import type { Plan } from '../../cases/change.ts';
import type { SequenceRecipe } from '../../cases/recipe.ts';
import { accepted, clausesOf, plain, premiseOf, refused, replayed } from '../../cases/steps.ts';
import { type Key, telling } from '../../sequences/key.ts';

/** A key that ends: known shortly before, and free afterwards, as far as a conflict shows either. */
export function expiry(plan: Plan, declared: Idempotency, key: Key): SequenceRecipe[] {
  const { expiry: life, conflict, replay } = declared;
  const { after } = life;
  if (after === undefined || !('answers' in conflict)) return [];
  return [
    {
      id: 'sequences/idempotency/expiry',
      clauses: clausesOf(life, conflict, replay),
      make(maker) {
        const draft = key.keyed({ plan, maker });
        const other = telling({ plan }, declared, draft);
        if (other === draft) return undefined;
        const premise = premiseOf(plan, life.clause);
        const before = Math.floor(after * 0.98);
        return [
          plain(plan, 'a request with a key that nobody used', draft),
          refused('another payload shortly before the key ends', other, conflict, {
            wait: before,
            premise,
          }),
          replayed(plan, 'the first request shortly before the key ends', draft, [replay.clause], {
            premise,
          }),
          accepted(plan, 'another payload after the key ended', other, [life.clause], {
            wait: after - before + 60,
            premise,
          }),
        ];
      },
    },
  ];
}
