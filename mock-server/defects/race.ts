import { setTimeout as delay } from 'node:timers/promises';
import type { Facts } from '../engine/facts.ts';
import type { Decision } from '../engine/outcome.ts';
import { bodyOf } from '../engine/request.ts';
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

/** Whatever is asked for. */
const always = () => true;

/**
 * Between reading some of the facts and writing, the others go on: a race as a server has it that reads
 * and writes without a transaction.
 *
 * @param stale the facts as they are now, but for those that were read before.
 * @param isMeant which requests it is about, by their bodies.
 */
export function racing(
  stale: (now: Facts, before: Facts) => Facts,
  isMeant: (body: unknown) => boolean = always,
): Change {
  return {
    of: 'steps',
    wrap(inner) {
      // Of the decision that is made at the moment: only it knows the request.
      let isRacing = true;
      return {
        ...inner,
        decide(operation, request, ...of) {
          isRacing = isMeant(bodyOf(request));
          return inner.decide(operation, request, ...of);
        },
        async settle(store, provider, wants, decide) {
          let before: Facts | undefined;
          const first = await inner.settle(store, provider, wants, (facts) => {
            if (isMeant !== always) {
              const decision = decide(facts);
              if (!isRacing) return decision;
            }
            before = facts;
            return nothing;
          });
          if (before === undefined) return first;
          const read = before;
          await delay(window);
          return inner.settle(store, provider, wants, (facts) => decide(stale(facts, read)));
        },
      };
    },
  };
}
