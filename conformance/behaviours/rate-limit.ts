import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import { limitChecks } from '../limits/window.ts';
import type { Verifier } from '../suite/verification.ts';

/** The limit of the first operation stands for all: they share it. */
export const verify: Verifier<RateLimit> = (declared, plan) => {
  const isFirst = plan.contract.operations[0] === plan.operation;
  return isFirst ? { checks: limitChecks(declared) } : {};
};
