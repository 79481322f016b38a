import type { Rejection } from '../../../specs/contract/types.ts';
import type { Fault, Plan } from '../change.ts';
import type { Draft } from '../draft.ts';
import { draftOf } from '../draft-of.ts';
import type { Maker } from '../maker.ts';
import type { Recipe } from '../recipe.ts';
import { isDocumented } from '../subject.ts';
import { isValid } from '../valid.ts';

/** One hostile thing that is done to a valid request. */
export interface Trick extends Pick<Fault, 'pointer' | 'keyword' | 'operator'> {
  /** What it is done to, where that is no field: `bytes`, `headers`. */
  readonly part?: string;
  /** The draft with it; undefined where it has no place for it. */
  apply(draft: Draft, maker: Maker): Draft | undefined;
  /** The valid request that it is done to; the smallest of the first form by default. */
  make?(maker: Maker): Draft | undefined;
}

/** A trick that the contract has a server put up with, by the assumed clause on which that rests. */
export function accepted(plan: Plan, clause: string | undefined, trick: Trick): Recipe[] {
  if (clause === undefined) return [];
  const premise = isDocumented(plan, clause) ? undefined : clause;
  return [recipe(plan, trick, { is: 'accepted', clauses: [clause], premise })];
}

/**
 * A trick that the contract has a server refuse.
 *
 * @param premise the assumed clause on which that rests: the rejection's own, where the document is silent.
 */
export function refused(
  plan: Plan,
  rejection: Rejection,
  trick: Trick,
  premise: string | undefined = rejection.clause,
): Recipe {
  const rests = premise === undefined || isDocumented(plan, premise) ? undefined : premise;
  return recipe(plan, trick, { is: 'refused', rejection, premise: rests });
}

function recipe(plan: Plan, trick: Trick, expects: Recipe['expects']): Recipe {
  const { part, pointer, keyword, operator } = trick;
  const isFit = (draft: Draft) =>
    expects.is === 'refused' || !plan.validate || isValid(plan, draft.body);
  const changed = (draft: Draft, maker: Maker) => {
    const made = trick.apply(draft, maker);
    return made && isFit(made) ? made : undefined;
  };
  return {
    id: `hostile${pointer}${part ? `/${part}` : ''}/${operator}`,
    isHostile: true,
    change: { pointer, keyword, operator },
    expects,
    make(maker) {
      const draft = trick.make ? trick.make(maker) : draftOf(plan, plan.forms[0], maker);
      return draft && changed(draft, maker);
    },
    amid: changed,
  };
}
