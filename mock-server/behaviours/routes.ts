import type { Enforcer } from '../engine/enforcer.ts';

/** Nothing here: a request that matches no operation never reaches one; the provider's router answers it. */
export const enforce: Enforcer = () => ({});
