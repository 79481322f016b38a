import type { Authorisation } from '../../specs/behaviours/authorisation.ts';
import { callerOf } from '../engine/context.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';

/** Refuses a credential that was not granted the ability. */
export const enforce: Enforcer<Authorisation> = ({ ability, lacking }) => ({
  check(context) {
    const caller = callerOf(context);
    if (caller.abilities.includes(ability)) return undefined;
    return refuse(lacking, { reason: `${caller.id} lacks the ability ${ability}` });
  },
});
