import type { Fault, Plan } from '../../cases/change.ts';
import type { SequenceRecipe } from '../../cases/recipe.ts';

export function sequenceRecipes(_plan: Plan, _faults: readonly Fault[]): SequenceRecipe[] {
  return [];
}
