import { setTimeout as delay } from 'node:timers/promises';
import type { Facts } from '../engine/facts.ts';
import type { Decision } from '../engine/outcome.ts';
import type { Change } from './defect.ts';

/** Milliseconds between reading and writing: long enough for a handful of requests to come in between. */
const window = 25;

const nothing: Decision = {
  outcome: 'accepted',
  status: 0,
  headers: {},
  body: '',
  writes: [],
  clauses: [],
};

/**
 * Between reading some of the facts and writing, the others go on: a race as a server has it that reads
 * and writes without a transaction.
 *
 * @param stale the facts as they are now, but for those that were read before.
 */
export function racing(stale: (now: Facts, before: Facts) => Facts): Change {
  return {
    of: 'steps',
    wrap: (inner) => ({
      ...inner,
      async settle(store, provider, wants, decide) {
        let before: Facts | undefined;
        await inner.settle(store, provider, wants, (facts) => {
          before = facts;
          return nothing;
        });
        await delay(window);
        return inner.settle(store, provider, wants, (facts) =>
          decide(before ? stale(facts, before) : facts),
        );
      },
    }),
  };
}
