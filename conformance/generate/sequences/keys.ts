import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import type { Fault, Plan } from '../../cases/change.ts';
import { fullDraft } from '../../cases/contexts.ts';
import { draftOf } from '../../cases/draft-of.ts';
import type { SequenceRecipe } from '../../cases/recipe.ts';
import { plain, replayed } from '../../cases/steps.ts';
import { type Key, keyOf } from '../../sequences/key.ts';
import { rewritten } from '../../sequences/rewritten.ts';
import { conflicts } from './conflicts.ts';
import { corrections } from './corrections.ts';
import { expiry } from './expiry.ts';
import { keyScope } from './key-scope.ts';

/** What a key does over a few requests: replay, conflict, refuse and correct, two tenants, expiry. */
export function keySequences(plan: Plan, faults: readonly Fault[]): SequenceRecipe[] {
  const { idempotency: declared } = plan;
  if (!declared) return [];
  const key = keyOf(declared, plan);
  return [
    ...replays(plan, declared, key),
    ...conflicts(plan, declared, key),
    ...corrections(plan, declared, key, faults),
    ...keyScope(plan, declared, key),
    ...expiry(plan, declared, key),
  ];
}

/** The same key and payload again: at once, after another request, and written otherwise. */
function replays(
  plan: Plan,
  { replay, fingerprint }: Idempotency,
  key: Key,
): readonly SequenceRecipe[] {
  return plan.forms.flatMap((form): SequenceRecipe[] => [
    {
      id: `sequences/idempotency/replay/${form.name}`,
      clauses: [replay.clause],
      make(maker) {
        const draft = key.keyed({ plan, maker }, fullDraft(plan, form, maker));
        const other = key.keyed({ plan, maker }, draftOf(plan, form, maker));
        return [
          plain(plan, 'a request with a key that nobody used', draft),
          replayed(plan, 'the same request again', draft, [replay.clause]),
          plain(plan, 'another request with a key of its own', other),
          replayed(plan, 'the first request again, after another one', draft, [replay.clause]),
        ];
      },
    },
    {
      id: `sequences/idempotency/same-payload/${form.name}`,
      clauses: [fingerprint.clause, replay.clause],
      make(maker) {
        const draft = key.keyed({ plan, maker }, fullDraft(plan, form, maker));
        const title = 'the same payload with its keys in another order and other white space';
        const clauses = [fingerprint.clause, replay.clause];
        return [
          plain(plan, 'a request with a key that nobody used', draft),
          replayed(plan, title, rewritten(draft), clauses),
        ];
      },
    },
  ]);
}
