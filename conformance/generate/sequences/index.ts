import type { Fault, Plan } from '../../cases/change.ts';
import type { SequenceRecipe } from '../../cases/recipe.ts';
import { burstSequences } from './burst.ts';
import { keySequences } from './keys.ts';
import { lookupSequences } from './lookups.ts';
import { quotaSequences } from './quota.ts';
import { tenantSequences } from './tenants.ts';

/**
 * A few requests in a row, and what must come of each: what a key does, what tenants have apart, what is
 * found again, and what limits and quotas let through. Those that wait stand last.
 *
 * @param faults the ways to make a valid request of the operation wrong, for requests that are refused and
 *   then corrected.
 */
export function sequenceRecipes(plan: Plan, faults: readonly Fault[]): SequenceRecipe[] {
  return [
    ...lookupSequences(plan),
    ...tenantSequences(plan),
    ...keySequences(plan, faults),
    ...burstSequences(plan),
    ...quotaSequences(plan, faults),
  ];
}
