import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import type { Order } from '../../specs/behaviours/order.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Plan } from '../cases/change.ts';
import { changedDraft } from '../cases/contexts.ts';
import type { Draft } from '../cases/draft.ts';
import { schemaFaults } from '../cases/schema-faults.ts';
import { wrongDrafts } from '../cases/wrong-drafts.ts';
import { isAccepted, isRefused, told } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { isSameCreation, type Key, telling } from './key.ts';

/** When a key begins to count and when it ends: not with a refusal, and not before its time. */
export function lifeChecks(declared: Idempotency, key: Key, plan: Plan): Check[] {
  const { refused, expiry } = declared;
  return [
    ...orderCheck(declared, key, plan),
    check('sequences', 'idempotency/refused-leaves-key-free', [refused.clause], async (session) => {
      for (const wrong of wrongDrafts(session))
        await refuseThenCorrect(session, key, wrong, refused.clause);
    }),
    check('limits', 'idempotency/expiry', [expiry.clause], async (session) => {
      await expire(session, declared, key);
    }),
  ];
}

/** A used key does not save a request whose body is wrong, where the contract looks at bodies first. */
function orderCheck({ key: { in: place } }: Idempotency, key: Key, plan: Plan): Check[] {
  const [order] = behavioursOf<Order>(plan.operation, 'order');
  const kinds = order?.checks ?? [];
  if (!order || place === 'header' || kinds.indexOf('validation') > kinds.indexOf('idempotency'))
    return [];
  const { clause } = order;
  return [
    check('sequences', 'idempotency/wrong-body-with-used-key', [clause], async (session) => {
      const value = key.fresh(session);
      const first = await session.send(key.with(session.draft(), value));
      if (!isAccepted(first)) return;
      const faults = schemaFaults(session.plan);
      const missing = faults.filter(({ keyword }) => keyword === 'required');
      for (const fault of [...faults.slice(0, 1), ...missing]) {
        const wrong = changedDraft(session.plan, fault, 'small', session.maker);
        if (!wrong) continue;
        const second = await session.send(key.with(wrong, value), { isReplay: true });
        session.refused(second, { ...fault.rejection, clause, status: clause }, clause, [first]);
      }
    }),
  ];
}

async function refuseThenCorrect(
  session: Session,
  key: Key,
  wrong: Draft,
  clause: string,
): Promise<void> {
  const value = key.fresh(session);
  const refusal = await session.send(key.with(wrong, value));
  if (!isRefused(refusal)) return;
  const corrected = await session.send(key.with(session.draft(), value));
  const isTaken = isAccepted(corrected) && key.isMarkedReplay(corrected) !== true;
  session.judge(isTaken, [clause], {
    expected: ['the corrected request accepted as the first use of its key'],
    actual: told(corrected),
    exchanges: [refusal, corrected],
  });
  if (isAccepted(corrected)) session.watch(corrected);
}

/** A month for keys that are said to last for ever. */
const longTime = 31 * 86_400;

async function expire(session: Session, declared: Idempotency, key: Key): Promise<void> {
  const { expiry } = declared;
  const draft = key.keyed(session);
  const first = await session.send(draft);
  if (!session.accepted(first, [])) return;
  const judgeAfter = async (seconds: number, isExpired: boolean): Promise<boolean> => {
    if (!(await session.pass(seconds))) {
      session.unseen("the target's clock cannot be moved that far", expiry.clause);
      return false;
    }
    const again = telling(session, declared, draft);
    const later = await session.send(again, { isReplay: true });
    const isSame = isSameCreation(key, first, later);
    if (isAccepted(later) && isSame === undefined && key.namesCreations) {
      session.unseen('no answer tells what was created', declared.expiry.clause);
      return false;
    }
    const isKnown = isAccepted(later) ? (isSame ?? false) : true;
    return session.judge(isKnown !== isExpired, [expiry.clause], {
      expected: [isExpired ? 'the key free again' : 'the key still known'],
      actual: told(later),
      exchanges: [first, later],
    });
  };
  const { after } = expiry;
  if (after === undefined) await judgeAfter(longTime, false);
  else if (await judgeAfter(after * 0.98, false)) await judgeAfter(after * 0.02 + 60, true);
}
