import type { Order } from '../../specs/behaviours/order.ts';
import type { Fault, Plan } from '../cases/change.ts';
import type { Draft } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import type { Form } from '../cases/form.ts';
import { Maker } from '../cases/maker.ts';
import type { Recipe } from '../cases/recipe.ts';
import { check } from '../suite/check.ts';
import { play } from '../suite/recipe-check.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** Of two faults in one request the one whose check comes first is answered. */
export const verify: Verifier<Order> = (declared, plan) => ({
  checksOver: (faults) => orderChecks(declared, plan, faults),
});

/** How many requests of each two kinds are worth being sent. */
const enough = 3;

/** A check for each two kinds of faults that the order has, the earlier one expected. */
function orderChecks(
  { clause, checks: order }: Order,
  plan: Plan,
  faults: readonly Fault[],
): Check[] {
  const kinds = order.filter((kind) => faults.some((fault) => fault.kind === kind));
  return kinds.flatMap((earlier, i) =>
    kinds.slice(i + 1).map((later) => {
      const name = `order/${earlier}-before-${later}`;
      const recipes = () => recipesFor(plan, clause, name, pairOf(faults, earlier, later));
      return {
        ...check('coverage', name, [clause], async (session) => {
          for (const recipe of recipes()) await play(session, recipe);
        }),
        recipes,
      };
    }),
  );
}

/** The first pairs that meet in one request. */
function recipesFor(
  plan: Plan,
  clause: string,
  name: string,
  pairs: readonly [Fault, Fault][],
): Recipe[] {
  const recipes: Recipe[] = [];
  const maker = new Maker(0, 'plan', name);
  for (const [first, second] of pairs) {
    const form = plan.forms.find((one) => bothIn(plan, one, first, second, maker));
    if (!form) continue;
    recipes.push({
      id: `coverage/${name}/${recipes.length + 1}`,
      change: {
        pointer: first.pointer,
        keyword: 'order',
        operator: `${first.id} and ${second.id}`,
      },
      expects: {
        is: 'refused',
        rejection: { ...first.rejection, clause, status: clause },
        premise: clause,
        either: [first, second].map(({ rejection, premise }) => ({
          is: 'refused',
          rejection,
          premise,
        })),
      },
      make: (own) => bothIn(plan, form, first, second, own),
    });
    if (recipes.length === enough) break;
  }
  return recipes;
}

function bothIn(
  plan: Plan,
  form: Form,
  first: Fault,
  second: Fault,
  maker: Maker,
): Draft | undefined {
  const role = first.role ?? second.role ?? 'primary';
  const everything = form.optionals.map(({ pointer }) => pointer);
  const once = second.apply(draftOf(plan, form, maker, { role, with: everything }), maker);
  return once && first.apply(once, maker);
}

/** Pairs whose answers can be told apart; a fault of the whole body leaves nothing for another to be in. */
function pairOf(faults: readonly Fault[], earlier: string, later: string): [Fault, Fault][] {
  const firsts = faults.filter(({ kind }) => kind === earlier);
  const seconds = faults.filter(({ kind }) => kind === later);
  const pairs = firsts.flatMap((first) => seconds.map((second): [Fault, Fault] => [first, second]));
  return pairs.filter(([first, second]) => {
    const answers = second.rejection.answers.map(({ status, code }) => `${status} ${code}`);
    const isTold = first.rejection.answers.every(
      ({ status, code }) => !answers.includes(`${status} ${code}`),
    );
    // A body that is none leaves no place for another fault.
    const isWhole = first.kind === 'validation' && first.pointer === '' && isOfBody(second);
    const isApart =
      !isWhole && (first.pointer !== second.pointer || !isOfBody(first) || !isOfBody(second));
    return isTold && isApart && first.items === undefined && second.items === undefined;
  });
}

/** Whether a fault lies in a field of the body, where another may be in its way. */
function isOfBody({ kind, pointer }: Fault): boolean {
  return pointer !== '' || kind === 'validation' || kind === 'presence';
}
