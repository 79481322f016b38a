import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { buildBody } from '../cases/build-body.ts';
import type { Plan } from '../cases/change.ts';
import { leavesOf, put } from '../cases/draft.ts';
import { examplesOf } from '../cases/examples.ts';
import { isValid, membersPresent } from '../cases/valid.ts';
import { statusClause } from '../reading/watch-response.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';

/** The bodies that the contract shows, as this target can be sent them. */
export function exampleBodies(session: Session): unknown[] {
  return Object.values(examplesOf(session.plan))
    .map(({ value }) => adapted(session, value))
    .filter((body) => body !== undefined);
}

/** The requests that the contract shows, with names of the target's in place of the document's own. */
export function exampleChecks(plan: Plan): Check[] {
  const status = statusClause(plan);
  return Object.entries(examplesOf(plan)).map(([name, { value }]) => ({
    id: `examples/${name}`,
    phase: 'examples',
    clauses: status ? [status] : [],
    shows: 'accepted',
    async run(session) {
      const body = adapted(session, value);
      if (body === undefined) return;
      const exchange = await session.send({ ...session.draft(), body });
      session.accepted(exchange, status ? [status] : []);
    },
  }));
}

/**
 * What stands in a built request of the same form takes the place of the example's own value wherever it
 * names something: ids, owners, addresses, keys. Undefined where the target has nothing to put there.
 */
function adapted({ plan, maker }: Session, example: unknown): unknown {
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
