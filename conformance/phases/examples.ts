import type { Plan } from '../cases/change.ts';
import { adapted } from '../cases/example-bodies.ts';
import { examplesOf } from '../cases/examples.ts';
import { statusClause } from '../reading/watch-response.ts';
import type { Check } from '../suite/verification.ts';

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
