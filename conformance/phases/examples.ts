import type { Plan } from '../cases/change.ts';
import { exampleRecipes } from '../cases/example-bodies.ts';
import { coverageCheck } from '../suite/recipe-check.ts';
import type { Check } from '../suite/verification.ts';

/** The requests that the contract shows, with names of the target's in place of the document's own. */
export function exampleChecks(plan: Plan): Check[] {
  return exampleRecipes(plan).map((recipe) => ({ ...coverageCheck(recipe), phase: 'examples' }));
}
