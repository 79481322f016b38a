import type { RateLimit } from '../../../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import type { Plan } from '../../cases/change.ts';
import { draftOf } from '../../cases/draft-of.ts';
import type { Maker } from '../../cases/maker.ts';
import type { SequenceRecipe, SequenceStep } from '../../cases/recipe.ts';
import { accepted, clausesOf, premiseOf, refused } from '../../cases/steps.ts';
import { asBurning, bystander, mayBurn, rateOf } from '../../limits/rate.ts';

/** Added to a window that is waited for, in seconds: clocks are not exact. */
const margin = 0.5;

/** The limit of the first operation stands for all: they share it. */
export function burstSequences(plan: Plan): SequenceRecipe[] {
  if (plan.contract.operations[0] !== plan.operation) return [];
  return behavioursOf<RateLimit>(plan.operation, 'rate-limit').map((declared) => ({
    id: 'sequences/rate-limit/burst',
    clauses: clausesOf(declared, declared.exceeded, declared.scope),
    make: (maker) => (mayBurn(plan.known.target) ? stepsOf(plan, declared, maker) : undefined),
  }));
}

/**
 * After a window without requests as many as the limit has, and one more. Every kind of window accepts the
 * former. That none ends between them is how we assume that windows move: one that goes by the clock on
 * the wall, or that is over before all have come, lets the last one pass.
 */
function stepsOf(plan: Plan, declared: RateLimit, maker: Maker): SequenceStep[] {
  const { clause, exceeded, algorithm, scope } = declared;
  const { limit, window } = rateOf({ plan }, declared);
  const next = () => asBurning({ plan, maker });
  const wait = window + margin;
  const within = Array.from({ length: limit }, (_, i) =>
    i === 0
      ? accepted(plan, `the first of ${limit} within ${window} s`, next(), [clause], { wait })
      : accepted(plan, `number ${i + 1} of ${limit}`, next(), [clause]),
  );
  const other = draftOf(plan, plan.forms[0], maker, { role: bystander });
  return [
    ...within,
    refused(`one more within the ${window} s`, next(), exceeded, {
      premise: premiseOf(plan, algorithm.clause),
    }),
    accepted(plan, 'meanwhile a request with another credential', other, [scope.clause]),
    accepted(plan, 'a request after the window', next(), [clause], { wait }),
  ];
}
