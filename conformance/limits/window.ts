import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import type { Draft } from '../cases/draft.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { wrongDrafts } from '../cases/wrong-drafts.ts';
import { type Exchange, isAccepted, told } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { burstOf, sendBurst, sendTogether } from './burst.ts';
import { judgeBurst } from './judge-burst.ts';
import { race } from './race.ts';
import { asBurning, burnt, bystander, isPermitted, quiet, rateOf } from './rate.ts';

/**
 * The limit itself, on a credential of its own, after a window without requests: exactly so many are
 * accepted, the next is refused, another credential is not, and after a window all is as before. This
 * holds for fixed and for sliding windows alike.
 */
export function limitChecks(declared: RateLimit): Check[] {
  const { clause, exceeded, scope, algorithm, counts, headers } = declared;
  const clauses = [clause, scope.clause, ...clausesOfRejection({ rejection: exceeded })];
  return [
    {
      ...check('limits', 'rate-limit/burst', clauses, (session) => burst(session, declared)),
      shows: 'refused',
    },
    check('limits', 'rate-limit/race', [clause, exceeded.clause], (session) =>
      race(session, declared),
    ),
    check('limits', 'rate-limit/window', [algorithm.clause], (session) =>
      fixedWindow(session, declared),
    ),
    check('limits', 'rate-limit/counts', [counts.clause], (session) =>
      refusedCount(session, declared),
    ),
    check('limits', 'rate-limit/headers', [headers.clause], (session) =>
      toldByHeaders(session, declared),
    ),
  ];
}

async function burst(session: Session, declared: RateLimit): Promise<void> {
  const { clause, exceeded, scope } = declared;
  if (!isPermitted(session, clause, scope.clause, exceeded.clause)) return;
  const rate = rateOf(session, declared);
  const make = () => asBurning(session);
  if (!(await quiet(session, declared))) return;
  let sent = await sendBurst(session, rate, make);
  if (sent.within > rate.limit) {
    // A window that ended just then lets more pass, once; a limit that is another does so again.
    if (!(await quiet(session, declared))) return;
    sent = await sendBurst(session, rate, make);
  }
  judgeBurst(session, declared, sent);
  if (sent.refused) await othersUnaffected(session, declared);
  await recovers(session, declared);
}

async function othersUnaffected(session: Session, { scope }: RateLimit): Promise<void> {
  const other = await session.send(session.draft(undefined, { role: bystander }), {
    atAnyRate: true,
  });
  session.accepted(other, [scope.clause]);
}

async function recovers(session: Session, declared: RateLimit): Promise<void> {
  const { window } = rateOf(session, declared);
  if (!(await session.pass(window + 0.5))) return;
  const again = await session.send(asBurning(session), { atAnyRate: true });
  session.judge(isAccepted(again), [declared.clause], {
    expected: ['requests accepted again after the window'],
    actual: told(again),
    exchanges: [again],
  });
}

/** Longer than this, in seconds, no burst may take where each second of the window counts. */
const swift = 0.9;

/** A sliding window would still hold what was sent at the end of the one before. */
async function fixedWindow(session: Session, declared: RateLimit): Promise<void> {
  const { clause } = declared.algorithm;
  if (!isPermitted(session, clause)) return;
  const { limit, window } = rateOf(session, declared);
  if (!session.courier.target.controls?.advance || window < 5) {
    const reason = "it takes a clock that can be moved, and the target's cannot";
    return session.unseen(window < 5 ? 'the window is too short' : reason, clause);
  }
  const send = async (count: number) => {
    const drafts = Array.from({ length: count }, () => asBurning(session));
    return burstOf(await sendTogether(session, drafts), window);
  };
  if (!(await quiet(session, declared))) return;
  await send(1);
  await session.pass(window - 4);
  const before = await send(limit - 1);
  await session.pass(3);
  const early = await send(1);
  await session.pass(2);
  const after = await send(limit);
  if (before.seconds + early.seconds > swift)
    return session.unseen('the server is too slow for a limit to be looked at so closely', clause);
  const all = [before, after];
  const isSo =
    all.every(({ accepted, exchanges }) => accepted === exchanges.length) &&
    early.refused?.answer?.status === 429;
  session.judge(isSo, [clause], {
    expected: [`a new window ${window} s after the first request of the last one, and no sooner`],
    actual: `a second before: ${early.exchanges[0]?.answer?.status}; a second after: ${after.exchanges.at(-1)?.answer?.status}`,
    exchanges: [...early.exchanges, ...after.exchanges.slice(-1)],
  });
}

/** Requests that are refused for their body use the limit up; those that it refuses itself do not prolong it. */
async function refusedCount(session: Session, declared: RateLimit): Promise<void> {
  const { clause } = declared.counts;
  if (!isPermitted(session, clause)) return;
  const { limit, window } = rateOf(session, declared);
  if (!(await quiet(session, declared))) return;
  const wrong = wrongDrafts(session).map(burnt);
  if (wrong.length === 0) return;
  const drafts = Array.from({ length: limit }, (_, i) => wrong[i % wrong.length] as Draft);
  const { seconds } = burstOf(await sendTogether(session, drafts), window);
  if (seconds > window / 2) return session.unseen(`${limit} requests took ${seconds} s`, clause);
  const next = await session.send(asBurning(session), { atAnyRate: true });
  session.judge(next.answer?.status === 429, [clause], {
    expected: [`429, since ${limit} refused requests used the limit up`],
    actual: told(next),
    exchanges: [next],
  });
  await session.pass(window - 1);
  await session.send(asBurning(session), { atAnyRate: true });
  await session.pass(1.5);
  const later = await session.send(asBurning(session), { atAnyRate: true });
  session.judge(isAccepted(later), [clause], {
    expected: ['requests accepted after the window, whatever the limit refused within it'],
    actual: told(later),
    exchanges: [later],
  });
}

async function toldByHeaders(session: Session, declared: RateLimit): Promise<void> {
  const { clause } = declared.headers;
  if (!isPermitted(session, clause)) return;
  const { limit, window } = rateOf(session, declared);
  if (!(await quiet(session, declared))) return;
  const first = await session.send(asBurning(session), { atAnyRate: true });
  const sent = await sendBurst(session, { limit: limit - 1, window }, () => asBurning(session));
  const last = sent.refused ?? first;
  const has = (exchange: Exchange, ...names: string[]) =>
    names.every((name) => exchange.answer?.headers[name] !== undefined);
  const wait = Number(last.answer?.headers['retry-after']);
  const isSo =
    has(first, 'ratelimit', 'ratelimit-policy') &&
    has(last, 'ratelimit', 'ratelimit-policy', 'retry-after') &&
    wait >= 1 &&
    wait <= window &&
    first.answer?.headers.ratelimit?.includes(`r=${limit - 1};`) === true &&
    first.answer.headers['ratelimit-policy']?.includes(`q=${limit};w=${window}`) === true;
  session.judge(isSo, [clause], {
    expected: [
      `RateLimit with r=${limit - 1} at first and RateLimit-Policy with q=${limit};w=${window}, Retry-After of 1 to ${window} with a 429`,
    ],
    actual: `${JSON.stringify(first.answer?.headers)} and ${JSON.stringify(last.answer?.headers)}`,
    exchanges: [first, last],
  });
}
