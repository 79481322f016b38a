import type { Enforcer } from '../engine/enforcer.ts';

/** Nothing of its own: the operation's checks are compiled in this order. */
export const enforce: Enforcer = () => ({});
