import type { Plan } from '../change.ts';
import type { Recipe } from '../recipe.ts';
import { bodyRecipes } from './bodies.ts';
import { headerRecipes } from './headers.ts';
import { memberRecipes } from './members.ts';
import { numberRecipes } from './numbers.ts';
import { textRecipes } from './texts.ts';

/**
 * Requests that careless servers fall over: each is a valid one with one hostile thing done to it. What
 * must come of it follows from what the bytes are; it rests on an assumption wherever no document says.
 */
export function hostileRecipes(plan: Plan): Recipe[] {
  return [
    ...textRecipes(plan),
    ...numberRecipes(plan),
    ...memberRecipes(plan),
    ...bodyRecipes(plan),
    ...headerRecipes(plan),
  ];
}
