import type { Body } from '../../specs/behaviours/body.ts';
import type { Enforcer } from '../engine/enforcer.ts';
import { refuse } from '../engine/outcome.ts';

/** Refuses a body that could not be read; `engine/parse.ts` has found out whether it could. */
export const enforce: Enforcer<Body> = (declared) => ({
  check({ request }) {
    if (!request.body || request.body.ok) return undefined;
    const { fault, detail } = request.body;
    return refuse(declared[fault], { detail });
  },
});
