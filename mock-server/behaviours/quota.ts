import type { Quota } from '../../specs/behaviours/quota.ts';
import { type Context, callerOf } from '../engine/context.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';

const name = 'quota';

/** Counts a tenant's accepted requests in calendar months of UTC. */
export const enforce: Enforcer<Quota> = ({ setting, exceeded }) => ({
  ask(_request, wants) {
    wants.counters.push({ scope: 'tenant', name });
  },
  check(context) {
    const limit = callerOf(context).settings[setting];
    if (typeof limit !== 'number' || usedThisMonth(context) < limit) return undefined;
    return refuse(exceeded, { reason: `the tenant's ${setting}, ${limit}, is used up` });
  },
  remember({ context, writes }) {
    const counter = { value: usedThisMonth(context) + 1, since: context.now };
    writes.push({ write: 'counter', scope: 'tenant', name, counter });
  },
});

function usedThisMonth({ facts, now }: Context): number {
  const counter = facts.counters.get(name);
  return counter && monthOf(counter.since) === monthOf(now) ? counter.value : 0;
}

/** Which month of UTC it is, counted from the year 0. */
function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
