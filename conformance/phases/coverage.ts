import type { Fault, Plan, Variation } from '../cases/change.ts';
import {
  type Context,
  changedDraft,
  contextsFor,
  fullDraft,
  hasJustThisFault,
  isStillValid,
} from '../cases/contexts.ts';
import type { Draft } from '../cases/draft.ts';
import type { Form } from '../cases/form.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { isAccepted } from '../reading/exchange.ts';
import { statusClause } from '../reading/watch-response.ts';
import type { Check } from '../suite/verification.ts';

/** Every constraint on both of its sides, each in the smallest request that has it and in one with every field. */
export function coverageChecks(
  plan: Plan,
  faults: readonly Fault[],
  variations: readonly Variation[],
): Check[] {
  return [
    ...plan.forms.map((form) => fullCheck(plan, form)),
    ...variations.flatMap((variation) =>
      contextsFor(plan, variation).map((context) => vary(variation, context)),
    ),
    ...faults.flatMap((fault) =>
      contextsFor(plan, fault).map((context) => breakOnce(fault, context)),
    ),
  ];
}

function fullCheck(plan: Plan, form: Form): Check {
  const clauses = [statusClause(plan)].filter((clause) => clause !== undefined);
  return {
    id: `coverage/every-field/${form.name}`,
    phase: 'coverage',
    shows: 'accepted',
    clauses,
    async run(session) {
      const exchange = await session.send(fullDraft(plan, form, session.maker));
      session.accepted(exchange, clauses);
    },
  };
}

function vary(variation: Variation, context: Context): Check {
  return {
    id: `coverage${variation.id}/${context}`,
    phase: 'coverage',
    ...(['enum', 'type', 'reference'].includes(variation.keyword) && {
      shows: 'accepted' as const,
    }),
    clauses: [...variation.clauses, ...(variation.taking ? [variation.taking] : [])],
    async run(session) {
      const { plan, maker } = session;
      const isFit = (made: Draft) => isStillValid(plan, made);
      const draft = changedDraft(plan, variation, context, maker, isFit);
      if (!draft) return;
      session.cover(variation, 'valid');
      const exchange = await session.send(draft);
      const { clauses, premise, taking } = variation;
      session.accepted(exchange, clauses, isAccepted(exchange) ? premise : (premise ?? taking));
    },
  };
}

function breakOnce(fault: Fault, context: Context): Check {
  return {
    id: `coverage${fault.id}/${context}`,
    phase: 'coverage',
    shows: 'refused',
    clauses: clausesOfRejection(fault),
    async run(session) {
      const { plan, maker } = session;
      const isFit = (made: Draft) => hasJustThisFault(plan, fault, made);
      const draft = changedDraft(plan, fault, context, maker, isFit);
      if (!draft) return;
      session.cover(fault, 'invalid');
      session.refused(await session.send(draft), fault.rejection, fault.premise);
    },
  };
}
