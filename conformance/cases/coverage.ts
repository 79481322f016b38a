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
  const plain = (name: string, make: Recipe['make']): Recipe => ({
    id: `coverage/${name}/${form.name}`,
    expects: { is: 'accepted', clauses },
    make,
    amid: (draft) => draft,
  });
  return [
    plain('smallest', (maker) => draftOf(plan, form, maker)),
    plain('every-field', (maker) => fullDraft(plan, form, maker)),
  ];
}

function varied(plan: Plan, variation: Variation, context: Context): Recipe {
  const { clauses, shows, premise, taking } = variation;
  const isFit = (made: Draft) => isStillValid(plan, made);
  return {
    id: `coverage${variation.id}/${context}`,
    change: variation,
    expects: { is: 'accepted', clauses, premise, taking, ...(shows && { shows }) },
    make: (maker) => changedDraft(plan, variation, context, maker, isFit),
    ...(!needsContext(variation) && { amid: variation.apply }),
  };
}

function broken(plan: Plan, fault: Fault, context: Context): Recipe {
  const { rejection, premise } = fault;
  const isFit = (made: Draft) => hasJustThisFault(plan, fault, made);
  return {
    id: `coverage${fault.id}/${context}`,
    change: fault,
    expects: { is: 'refused', rejection, premise },
    make: (maker) => changedDraft(plan, fault, context, maker, isFit),
    ...(!needsContext(fault) && { amid: fault.apply }),
  };
}

/** Lists of a length, and another tenant's names, are there only where the request is made with them. */
function needsContext({ items, role }: Fault | Variation): boolean {
  return items !== undefined || role !== undefined;
}
