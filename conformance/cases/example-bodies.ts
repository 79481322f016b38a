import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { buildBody } from './build-body.ts';
import type { Plan } from './change.ts';
import { leavesOf, put } from './draft.ts';
import { draftOf } from './draft-of.ts';
import { examplesOf } from './examples.ts';
import type { Maker } from './maker.ts';
import type { Recipe } from './recipe.ts';
import { statusClause } from './status-clause.ts';
import { isValid, membersPresent } from './valid.ts';

interface Of {
  readonly plan: Plan;
  readonly maker: Maker;
}

/** The requests that the contract shows, with names of the target's in place of the document's own. */
export function exampleRecipes(plan: Plan): Recipe[] {
  const clauses = [statusClause(plan)].filter((clause) => clause !== undefined);
  return Object.entries(examplesOf(plan)).map(([name, { value }]) => ({
    id: `examples/${name}`,
    expects: { is: 'accepted', clauses },
    make(maker) {
      const body = adapted({ plan, maker }, value);
      return body === undefined ? undefined : { ...draftOf(plan, plan.forms[0], maker), body };
    },
  }));
}

/** The bodies that the contract shows, as this target can be sent them. */
export function exampleBodies(of: Of): unknown[] {
  return Object.values(examplesOf(of.plan))
    .map(({ value }) => adapted(of, value))
    .filter((body) => body !== undefined);
}

/**
 * What stands in a built request of the same form takes the place of the example's own value wherever it
 * names something: ids, owners, addresses, keys. Undefined where the target has nothing to put there.
 */
export function adapted({ plan, maker }: Of, example: unknown): unknown {
  const form = plan.forms.find(
    ({ chosen, constants }) =>
      chosen.every((pointer) => valueAt(example, parsePointer(pointer)) !== undefined) &&
      [...constants].every(([at, value]) => valueAt(example, parsePointer(at)) === value),
  );
  if (!form) return undefined;
  const everything = form.optionals.map(({ pointer }) => pointer);
  const built = buildBody(form, maker, { with: everything, items: 3 });
  const naming = [
    ...plan.references.map(({ at }) => at),
    ...plan.ownerships.map(({ at }) => at),
    ...plan.allowLists.map(({ at }) => at),
    ...plan.finds.flatMap(({ by }) => by.map(({ at }) => at)),
    ...(plan.idempotency?.key.in === 'body' ? [plan.idempotency.key.at] : []),
  ];
  let body = example;
  for (const { pointer } of leavesOf(example)) {
    if (!naming.includes(pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*'))) continue;
    const value = valueAt(built, parsePointer(pointer));
    if (value === undefined) return undefined;
    body = put(body, parsePointer(pointer), value);
  }
  const whole = plan.provider.complete?.(body, plan, maker, 'primary') ?? body;
  const isShapely = plan.presences.every((one) => membersPresent(one, whole) !== 0 || !one.none);
  return isShapely && isValid(plan, whole) ? whole : undefined;
}
