import type { Plan } from '../cases/change.ts';
import type { Acceptance, Expectation, Refusal } from '../cases/recipe.ts';
import { statusClause } from '../cases/status-clause.ts';
import { absentStatuses, isDocumented } from '../cases/subject.ts';
import type { Change, Outcome, Step } from './case.ts';

type Outcomes = Pick<Step, 'allowed' | 'expected'>;

/** A recipe's are asked for each time that it is made. */
const known = new WeakMap<Expectation, Outcomes>();

/** What the document lets a server answer, and which of it the contract has it answer. */
export function outcomesOf(plan: Plan, expects: Expectation, change: Change | undefined): Outcomes {
  const found = known.get(expects) ?? withAbsence(plan, derived(plan, expects, change));
  known.set(expects, found);
  return found;
}

/** A server may lack an operation that its document only mentions. */
function withAbsence(plan: Plan, { allowed, expected }: Outcomes): Outcomes {
  const absent = absentStatuses(plan).map((status) => ({ status }));
  return { allowed: [...allowed, ...absent], expected };
}

function derived(plan: Plan, expects: Expectation, change: Change | undefined): Outcomes {
  if (expects.is === 'refused') return ofRefusal(plan, expects);
  const isLeftOpen = mayBeRefused(plan, expects, change !== undefined);
  const refused: Outcome[] = isLeftOpen ? [{ status: '4xx' }] : [];
  const own = { status: plan.operation.successStatus };
  return {
    allowed: [expects.isReplay ? { status: '2xx' } : success(plan), ...refused],
    expected: expects.mayBeRefused ? [own, ...refused] : [own],
  };
}

/** Whether a refusal would break nothing but what we assumed. A plain request is to be accepted anyway. */
function mayBeRefused(
  plan: Plan,
  { clauses, shows = [], premise, taking, mayBeRefused: isSaid }: Acceptance,
  isChanged: boolean,
): boolean {
  if (premise !== undefined || taking !== undefined || isSaid) return true;
  return isChanged && ![...clauses, ...shows].some((clause) => isDocumented(plan, clause));
}

/** Where the document gives a success no status, any in the 200s is one. */
function success(plan: Plan): Outcome {
  const clause = statusClause(plan);
  const isGiven = clause !== undefined && isDocumented(plan, clause);
  return { status: isGiven ? plan.operation.successStatus : '2xx' };
}

function ofRefusal(plan: Plan, { rejection, premise, either }: Refusal): Outcomes {
  const { clause, status = clause, answers } = rejection;
  const expected = unique(answers.map(({ status: given, code }) => ({ status: given, code })));
  if (either)
    return { allowed: unique(either.flatMap((one) => ofRefusal(plan, one).allowed)), expected };
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
