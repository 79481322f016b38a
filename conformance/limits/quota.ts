import type { Quota } from '../../specs/behaviours/quota.ts';
import { wrongDrafts } from '../cases/wrong-drafts.ts';
import { type Exchange, isAccepted, told } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { countedDraft, countedDrafts, overAMonth, role, sizeOf } from './small-quota.ts';

const day = 86_400;

/** Uses up a small quota: exactly so many tickets a month, whatever was refused between them. */
export function quotaChecks(declared: Quota): Check[] {
  const { exceeded, counts, period } = declared;
  const clauses = [exceeded.clause, counts.clause, period.clause];
  return [
    check('limits', 'quota/used-up', clauses, (session) => useUp(session, declared)),
    check('limits', 'quota/at-once', [exceeded.clause], (session) => race(session, declared)),
  ];
}

async function useUp(session: Session, declared: Quota): Promise<void> {
  const { exceeded, counts, period } = declared;
  const quota = quotaOf(session, declared);
  if (quota === undefined) return;
  // What was created before this run counts for the month before.
  const isNew = await session.pass(overAMonth);
  const used = await create(session, quota);
  const isUsed = used.every(isAccepted);
  if (!isNew && !isUsed)
    session.unseen('a part of the quota may have been used before this run', exceeded.clause);
  else
    session.judge(isUsed, [exceeded.clause], {
      expected: [`${quota} tickets in a month`],
      actual: used.map(told).join('\n'),
      exchanges: used,
    });
  for (const over of countedDrafts(session, 2)) session.refused(await session.send(over), exceeded);
  if (!isNew) {
    return session.unseen(
      "the target's clock cannot be moved by a month",
      counts.clause,
      period.clause,
    );
  }
  await judgePeriod(session, declared);
  await judgeCounts(session, declared, quota - 1);
}

/** The quota of the role, where it is known and may be used up. */
function quotaOf(session: Session, declared: Quota): number | undefined {
  const { exceeded, counts, period, setting } = declared;
  const quota = sizeOf(session.plan, declared);
  if (quota !== undefined && session.courier.target.may.useUpQuota) return quota;
  const reason =
    quota !== undefined
      ? 'the target does not permit to use up a quota'
      : `the target has no credential in the role ${role}, or does not tell its ${setting}`;
  session.unseen(reason, exceeded.clause, counts.clause, period.clause);
  return undefined;
}

async function create(session: Session, count: number): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const draft of countedDrafts(session, count)) exchanges.push(await session.send(draft));
  return exchanges;
}

/** In a new month more at once than there may be: however they meet, no more than the quota are accepted. */
async function race(session: Session, declared: Quota): Promise<void> {
  const { exceeded } = declared;
  const quota = quotaOf(session, declared);
  if (quota === undefined) return;
  for (let round = 0; round < 2; round++) {
    if (!(await session.pass(overAMonth))) {
      return session.unseen("the target's clock cannot be moved by a month", exceeded.clause);
    }
    const exchanges = await session.sendAtOnce(countedDrafts(session, quota * 2 + 4));
    const accepted = exchanges.filter(isAccepted);
    session.judge(accepted.length <= quota, [exceeded.clause], {
      expected: [`${quota} tickets in a month, also of ${exchanges.length} that come at once`],
      actual: `${accepted.length} were accepted`,
      exchanges: exchanges.slice(0, quota + 1),
    });
    if (accepted.length !== quota) continue;
    session.refused(await session.send(countedDraft(session)), exceeded, undefined, accepted);
  }
}

/** Seconds until the next calendar month of UTC, where the target tells what time it has. */
async function toNextMonth({ courier }: Session): Promise<number | undefined> {
  const { now } = courier.target.controls ?? {};
  if (!now) return undefined;
  const shown = new Date(await now());
  const next = Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth() + 1, 1);
  return (next - shown.getTime()) / 1000;
}

/** Still used up until the month ends, and full again when the next begins. */
async function judgePeriod(session: Session, { period: { clause } }: Quota): Promise<void> {
  const left = await toNextMonth(session);
  // Of a server that does not tell its time, only that no month is longer than this.
  if (left === undefined) await session.pass(overAMonth);
  else await judgeMonth(session, clause, left);
  session.accepted(await session.send(countedDraft(session)), [clause], clause);
}

async function judgeMonth(session: Session, clause: string, left: number): Promise<void> {
  for (const before of [left / 2, 10 * 60]) {
    if (left < day) break;
    await session.pass(before === 10 * 60 ? left / 2 - before : before);
    const early = await session.send(countedDraft(session));
    session.judge(!isAccepted(early), [clause], {
      expected: ['a refusal until the month ends'],
      actual: told(early),
      exchanges: [early],
    });
  }
  await session.pass(left < day ? left + 60 : 11 * 60);
}

/** Of a new month one ticket is used; each of the others comes after requests that are refused. */
async function judgeCounts(
  session: Session,
  { counts: { clause } }: Quota,
  left: number,
): Promise<void> {
  const wrong = wrongDrafts(session).map((draft) => ({ ...draft, as: role }));
  const exchanges: Exchange[] = [];
  for (const right of countedDrafts(session, left)) {
    for (const draft of wrong) await session.send(draft);
    exchanges.push(await session.send(right));
  }
  const over = await session.send(countedDraft(session));
  session.judge(exchanges.every(isAccepted) && !isAccepted(over), [clause], {
    expected: [`${left} more tickets and no other, whatever was refused`],
    actual: [...exchanges, over].map(told).join('\n'),
    exchanges: [...exchanges, over],
  });
}
