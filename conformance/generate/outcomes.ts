import type { Plan } from '../cases/change.ts';
import type { Acceptance, Expectation, Refusal } from '../cases/recipe.ts';
import { statusClause } from '../cases/status-clause.ts';
import { isDocumented } from '../cases/subject.ts';
import type { Outcome, Step } from './case.ts';

/** What the document lets a server answer, and which of it the contract has it answer. */
export function outcomesOf(plan: Plan, expects: Expectation): Pick<Step, 'allowed' | 'expected'> {
  const found = known.get(expects) ?? derived(plan, expects);
  known.set(expects, found);
  return found;
}

/** A recipe's are asked for each time that it is made. */
const known = new WeakMap<Expectation, Pick<Step, 'allowed' | 'expected'>>();

function derived(plan: Plan, expects: Expectation): Pick<Step, 'allowed' | 'expected'> {
  return expects.is === 'accepted' ? ofAcceptance(plan, expects) : ofRefusal(plan, expects);
}

function ofAcceptance(
  plan: Plan,
  { premise, taking, mayBeRefused }: Acceptance,
): Pick<Step, 'allowed' | 'expected'> {
  const mayDiffer = premise !== undefined || taking !== undefined || mayBeRefused === true;
  const refused: Outcome[] = mayDiffer ? [{ status: '4xx' }] : [];
  return {
    allowed: [success(plan), ...refused],
    expected: [{ status: plan.operation.successStatus }, ...(mayBeRefused ? refused : [])],
  };
}

/** Where the document gives a success no status, any in the 200s is one. */
function success(plan: Plan): Outcome {
  const clause = statusClause(plan);
  const isGiven = clause !== undefined && isDocumented(plan, clause);
  return { status: isGiven ? plan.operation.successStatus : '2xx' };
}

function ofRefusal(
  plan: Plan,
  { rejection, premise }: Refusal,
): Pick<Step, 'allowed' | 'expected'> {
  const { clause, status = clause, answers } = rejection;
  const expected = unique(answers.map(({ status: given, code }) => ({ status: given, code })));
  // That it is refused at all is what an assumption says.
  if (premise !== undefined || !isDocumented(plan, clause))
    return { allowed: [success(plan), { status: '4xx' }], expected };
  if (!isDocumented(plan, status)) return { allowed: [{ status: '4xx' }], expected };
  const statuses = [...new Set(answers.map((answer) => answer.status))];
  const allowed = statuses.flatMap((given): Outcome[] => {
    const fitting = answers.filter((answer) => answer.status === given);
    // Of a status whose code is assumed any code will do.
    const isCoded = fitting[0] !== undefined && isDocumented(plan, fitting[0].clause);
    return isCoded ? fitting.map(({ code }) => ({ status: given, code })) : [{ status: given }];
  });
  return { allowed: unique(allowed), expected };
}

function unique(outcomes: readonly Outcome[]): Outcome[] {
  return [...new Map(outcomes.map((outcome) => [JSON.stringify(outcome), outcome])).values()];
}
