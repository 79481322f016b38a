import type { Enforcer } from '../engine/enforcer.ts';

/** Nothing of its own: a decision's writes go to the store at once, which does all of them or none. */
export const enforce: Enforcer = () => ({});
