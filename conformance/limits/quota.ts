import type { Quota } from '../../specs/behaviours/quota.ts';
import { check } from '../suite/check.ts';
import { type Exchange, isAccepted, told } from '../suite/exchange.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';

const role = 'small-quota';

/** Uses up a small quota: refused requests do not count, all keys of the tenant draw on it, and a new month fills it. */
export function quotaChecks(declared: Quota): Check[] {
  const { exceeded, counts, period } = declared;
  const clauses = [exceeded.clause, counts.clause, period.clause];
  return [check('limits', 'quota/used-up', clauses, (session) => useUp(session, declared))];
}

async function useUp(session: Session, declared: Quota): Promise<void> {
  const { exceeded, counts, period, setting } = declared;
  const { may, credentials } = session.courier.target;
  const quota = Number(session.plan.known.setting(setting, role));
  if (!credentials[role] || !may.useUpQuota || !Number.isInteger(quota)) {
    const reason = credentials[role]
      ? `the target does not permit to use up a quota, or does not tell ${setting} of the tenant of ${role}`
      : `the target has no credential in the role ${role}`;
    return session.unseen(reason, counts.clause, period.clause);
  }
  const draft = () => session.draft(undefined, { role });
  const exchanges: Exchange[] = [];
  for (let i = 0; i < quota; i++) {
    await session.send({ ...draft(), body: {} });
    exchanges.push(await session.send(draft()));
  }
  session.judge(exchanges.every(isAccepted), [counts.clause], {
    expected: [`${quota} tickets, however many requests were refused between them`],
    actual: exchanges.map(told).join('\n'),
    exchanges,
  });
  const over = await session.send(draft());
  session.refused(over, exceeded);
  if (await session.pass(32 * 86_400)) {
    session.accepted(await session.send(draft()), [period.clause], period.clause, [over]);
  } else session.unseen("the target's clock cannot be moved by a month", period.clause);
}
