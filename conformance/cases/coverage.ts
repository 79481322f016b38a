import type { Fault, Plan, Variation } from './change.ts';
import {
  type Context,
  changedDraft,
  contextsFor,
  fullDraft,
  hasJustThisFault,
  isStillValid,
} from './contexts.ts';
import type { Draft } from './draft.ts';
import { draftOf } from './draft-of.ts';
import type { Form } from './form.ts';
import type { Recipe } from './recipe.ts';
import { statusClause } from './status-clause.ts';

/** The smallest request of each form and the largest, and each constraint on both of its sides. */
export function coverageRecipes(
  plan: Plan,
  faults: readonly Fault[],
  variations: readonly Variation[],
): Recipe[] {
  return [
    ...plan.forms.flatMap((form) => ends(plan, form)),
    ...variations.flatMap((variation) =>
      contextsFor(plan, variation).map((context) => varied(plan, variation, context)),
    ),
    ...faults.flatMap((fault) =>
      contextsFor(plan, fault).map((context) => broken(plan, fault, context)),
    ),
  ];
}

function ends(plan: Plan, form: Form): Recipe[] {
  const clauses = [statusClause(plan)].filter((clause) => clause !== undefined);
  const expects = { is: 'accepted', clauses } as const;
  return [
    {
      id: `coverage/smallest/${form.name}`,
      expects,
      make: (maker) => draftOf(plan, form, maker),
    },
    {
      id: `coverage/every-field/${form.name}`,
      expects,
      make: (maker) => fullDraft(plan, form, maker),
    },
  ];
}

function varied(plan: Plan, variation: Variation, context: Context): Recipe {
  const { clauses, shows, premise, taking } = variation;
  return {
    id: `coverage${variation.id}/${context}`,
    change: variation,
    expects: { is: 'accepted', clauses, premise, taking, ...(shows && { shows }) },
    make(maker) {
      const isFit = (made: Draft) => isStillValid(plan, made);
      return changedDraft(plan, variation, context, maker, isFit);
    },
  };
}

function broken(plan: Plan, fault: Fault, context: Context): Recipe {
  const { rejection, premise } = fault;
  return {
    id: `coverage${fault.id}/${context}`,
    change: fault,
    expects: { is: 'refused', rejection, premise },
    make(maker) {
      const isFit = (made: Draft) => hasJustThisFault(plan, fault, made);
      return changedDraft(plan, fault, context, maker, isFit);
    },
  };
}
