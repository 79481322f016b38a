import fc from 'fast-check';
import { featuresOf } from '../arbitraries/features.ts';
import type { Fault, Plan } from '../cases/change.ts';
import { hasJustThisFault, isStillValid } from '../cases/contexts.ts';
import { featuredDraft } from '../cases/features.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { statusClause } from '../cases/status-clause.ts';
import { type Exchange, isAccepted } from '../reading/exchange.ts';
import type { Observation } from '../reading/observation.ts';
import { judgeRefusal } from '../reading/refusal.ts';
import { blame } from '../suite/blame.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';

/** How many requests a failure may be shrunk with. */
const maxShrinks = 200;

/** Random requests: valid ones in all combinations of fields, and ones with a fault amid them. */
export function propertyChecks(plan: Plan, faults: readonly Fault[], runs: number): Check[] {
  if (plan.forms.length === 0) return [];
  const status = statusClause(plan);
  return [
    {
      id: 'properties/valid',
      phase: 'properties',
      clauses: status ? [status] : [],
      shows: 'accepted',
      run: (session) => validProperty(session, runs),
    },
    {
      id: 'properties/invalid',
      phase: 'properties',
      clauses: [...new Set(faults.flatMap(clausesOfRejection))],
      run: (session) => invalidProperty(session, faults, runs),
    },
  ];
}

async function validProperty(session: Session, runs: number): Promise<void> {
  const { plan } = session;
  const budget = shrinkBudget();
  const drawn = fc
    .constantFrom(...plan.forms)
    .chain((form) => featuresOf(form).map((features) => ({ form, features })));
  const failed = await falsified(session, runs, drawn, async ({ form, features }) => {
    if (budget.isSpent()) return true;
    const draft = featuredDraft(plan, form, features, session.maker);
    if (!isStillValid(plan, draft)) return true;
    const exchange = await session.send(draft);
    const isAsItMust = isAccepted(exchange);
    if (isAsItMust) session.accepted(exchange, []);
    return budget.after(isAsItMust);
  });
  if (failed) await blame(session, failed.form, failed.features);
}

async function invalidProperty(
  session: Session,
  faults: readonly Fault[],
  runs: number,
): Promise<void> {
  const { plan } = session;
  const fitting = faults.filter(({ items, role }) => items === undefined && role === undefined);
  if (fitting.length === 0) return;
  const budget = shrinkBudget();
  const drawn = fc
    .record({ form: fc.constantFrom(...plan.forms), fault: fc.constantFrom(...fitting) })
    .chain(({ form, fault }) => featuresOf(form).map((features) => ({ form, fault, features })));
  let last: { fault: Fault; exchange: Exchange } | undefined;
  await falsified(session, runs, drawn, async ({ form, fault, features }) => {
    if (budget.isSpent()) return true;
    const draft = fault.apply(featuredDraft(plan, form, features, session.maker), session.maker);
    if (!draft || !hasJustThisFault(plan, fault, draft)) return true;
    const exchange = await session.send(draft);
    const isAsItMust = isRightlyRefused(session, fault, exchange);
    if (!isAsItMust) last = { fault, exchange };
    return budget.after(isAsItMust);
  });
  if (last) session.refused(last.exchange, last.fault.rejection, last.fault.premise);
}

function isRightlyRefused(session: Session, { rejection, premise }: Fault, exchange: Exchange) {
  const seen: Observation[] = [];
  judgeRefusal(session.plan.contract, exchange, rejection, premise, [], (one) => seen.push(one));
  const isSo = seen.every(({ saw }) => saw === 'held');
  if (isSo) session.refused(exchange, rejection, premise);
  return isSo;
}

/** Runs a property and returns what it is false for, shrunk. What stops the run stops it at once. */
async function falsified<T>(
  { maker }: Session,
  numRuns: number,
  drawn: fc.Arbitrary<T>,
  holds: (value: T) => Promise<boolean>,
): Promise<T | undefined> {
  let thrown: unknown;
  const property = fc.asyncProperty(drawn, async (value) => {
    if (thrown !== undefined) return true;
    return holds(value).catch((error) => {
      thrown = error;
      return true;
    });
  });
  const details = await fc.check(property, { seed: maker.below(2 ** 31), numRuns });
  if (thrown !== undefined) throw thrown;
  return details.counterexample?.[0];
}

/** Counts the requests after the first failure: shrinking must end, however slowly it gets there. */
function shrinkBudget() {
  let left = maxShrinks;
  let hasFailed = false;
  return {
    isSpent: () => hasFailed && left <= 0,
    after(isRight: boolean): boolean {
      hasFailed ||= !isRight;
      if (hasFailed) left--;
      return isRight;
    },
  };
}
