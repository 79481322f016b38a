import type { Acceptance, Recipe } from '../cases/recipe.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { type Exchange, isAccepted } from '../reading/exchange.ts';
import { check } from './check.ts';
import type { Session } from './session.ts';
import type { Check } from './verification.ts';

/** Keywords whose requests show the watches what nothing else does. */
const telling = new Set(['enum', 'type', 'reference']);

/** One request of the coverage plan, sent and judged. */
export function coverageCheck(recipe: Recipe): Check {
  return {
    id: recipe.id,
    phase: 'coverage',
    recipes: () => [recipe],
    clauses: clausesOf(recipe),
    ...showing(recipe),
    run: (session) => play(session, recipe),
  };
}

/** A check whose requests can be judged each by itself, and are worth being sent together. */
export function coverageOf(
  name: string,
  clauses: readonly (string | undefined)[],
  recipes: readonly Omit<Recipe, 'id'>[],
): Check {
  const named = numbered(name, recipes);
  return {
    ...check('coverage', name, clauses, async (session) => {
      for (const recipe of named) await play(session, recipe);
    }),
    recipes: () => named,
  };
}

/** Recipes with ids under the name of their check. */
export function numbered(name: string, recipes: readonly Omit<Recipe, 'id'>[]): Recipe[] {
  return recipes.map((recipe, i) => ({ ...recipe, id: `coverage/${name}/${i + 1}` }));
}

/** Sends what a recipe makes, if it makes anything here, and judges what comes. */
export async function play(session: Session, recipe: Recipe): Promise<void> {
  const draft = recipe.make(session.maker);
  if (!draft) return;
  const { change, expects } = recipe;
  if (change) session.cover(change, expects.is === 'accepted' ? 'valid' : 'invalid');
  const exchange = await session.send(draft);
  if (expects.is === 'accepted') accepted(session, exchange, expects);
  else session.refused(exchange, expects.rejection, expects.premise);
}

function accepted(
  session: Session,
  exchange: Exchange,
  { clauses, premise, taking }: Acceptance,
): void {
  session.accepted(exchange, clauses, isAccepted(exchange) ? premise : (premise ?? taking));
}

function clausesOf({ expects }: Recipe): string[] {
  if (expects.is === 'refused') return clausesOfRejection(expects);
  const { clauses, shows = [], taking } = expects;
  return [...clauses, ...shows, ...(taking === undefined ? [] : [taking])];
}

function showing({ change, expects }: Recipe): Pick<Check, 'shows'> {
  if (expects.is === 'refused') return { shows: 'refused' };
  const isTelling = !change || expects.shows || telling.has(change.keyword);
  return isTelling ? { shows: 'accepted' } : {};
}
