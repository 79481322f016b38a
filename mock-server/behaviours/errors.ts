import type { Enforcer } from '../engine/enforcer.ts';

/** Nothing to do for a request that is not refused: the envelope is compiled with the operation. */
export const enforce: Enforcer = () => ({});
