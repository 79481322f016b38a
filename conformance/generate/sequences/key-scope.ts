import { isDeepStrictEqual } from 'node:util';
import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import type { Plan } from '../../cases/change.ts';
import { draftOf } from '../../cases/draft-of.ts';
import type { SequenceRecipe } from '../../cases/recipe.ts';
import { accepted, clausesOf, plain, premiseOf, refused, replayed } from '../../cases/steps.ts';
import { type Key, telling } from '../../sequences/key.ts';

/** Whose a key is: the same one by another credential of the tenant, and by another tenant. */
export function keyScope(plan: Plan, declared: Idempotency, key: Key): SequenceRecipe[] {
  return [
    ...(plan.known.credential('second-key') ? [bySecondKey(plan, declared, key)] : []),
    ...(plan.known.credential('second-tenant') ? [bySecondTenant(plan, declared, key)] : []),
  ];
}

function bySecondKey(plan: Plan, declared: Idempotency, key: Key): SequenceRecipe {
  const { scope, replay, conflict } = declared;
  const isShared = scope.of === 'tenant';
  return {
    id: 'sequences/idempotency/second-credential',
    clauses: clausesOf(scope, conflict, replay),
    make(maker) {
      const draft = key.keyed({ plan, maker });
      const other = telling({ plan }, declared, draft);
      const by = { as: 'second-key' };
      const premise = premiseOf(plan, scope.clause);
      const first = plain(plan, 'a request with a key that nobody used', draft);
      const title = 'the same key with another payload, by another credential of the tenant';
      const again = 'the same key and payload by another credential of the tenant';
      if (!isShared)
        return [first, accepted(plan, title, { ...other, ...by }, [scope.clause], { premise })];
      return [
        first,
        ...('answers' in conflict && other !== draft
          ? [refused(title, { ...other, ...by }, conflict, { premise })]
          : []),
        replayed(plan, again, { ...draft, ...by }, [scope.clause, replay.clause], { premise }),
      ];
    },
  };
}

function bySecondTenant(plan: Plan, { scope, replay }: Idempotency, key: Key): SequenceRecipe {
  const role = 'second-tenant';
  const { clause } = scope.apart ?? scope;
  return {
    id: 'sequences/idempotency/two-tenants',
    clauses: [clause, replay.clause],
    make(maker) {
      const value = key.fresh({ maker });
      const ours = key.with(draftOf(plan, plan.forms[0], maker), value);
      const theirs = key.with(draftOf(plan, plan.forms[0], maker, { role }), value);
      // The same payload would be a replay, were it the same tenant's.
      if (isDeepStrictEqual(ours.body, theirs.body)) return undefined;
      return [
        plain(plan, 'a request with a key that nobody used', ours),
        accepted(plan, 'the same key by another tenant, with a payload of its own', theirs, [
          clause,
        ]),
        replayed(plan, "the first tenant's request again", ours, [replay.clause]),
      ];
    },
  };
}
