import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import type { Draft } from '../cases/draft.ts';
import { clausesOfRejection } from '../phases/coverage.ts';
import { wrongDrafts } from '../sequences/key-life.ts';
import { check } from '../suite/check.ts';
import { type Exchange, isAccepted, told } from '../suite/exchange.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';

/** The credential whose limit is used up, and the one that must not notice. */
const burning = 'second-key';
const bystander = 'primary';

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

function rateOf(session: Session, { limit, window }: RateLimit) {
  return session.courier.target.limits?.rate ?? { limit, window };
}

function isPermitted(session: Session, ...clauses: readonly string[]): boolean {
  const { may, credentials } = session.courier.target;
  if (!may.exhaustRateLimit)
    session.unseen('the target does not permit to exhaust the rate limit', ...clauses);
  else if (!credentials[burning])
    session.unseen(`the target has no credential in the role ${burning}`, ...clauses);
  return may.exhaustRateLimit && credentials[burning] !== undefined;
}

/** Waits until nothing of the credential's can count any more. */
async function quiet(session: Session, declared: RateLimit): Promise<boolean> {
  const { window } = rateOf(session, declared);
  const isSo = await session.pass(window + 1);
  if (!isSo) session.unseen('the window is too long to be waited for', declared.clause);
  return isSo;
}

const asBurning = (session: Session): Draft => session.draft(undefined, { role: burning });

/** Sends one after the other until one is refused by the limit, at most `most`. */
async function burn(session: Session, most: number): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  while (exchanges.length < most) {
    const exchange = await session.send(asBurning(session), { atAnyRate: true });
    exchanges.push(exchange);
    if (exchange.answer?.status === 429 || !exchange.answer) break;
  }
  return exchanges;
}

function acceptedIn(exchanges: readonly Exchange[]): number {
  return exchanges.filter(isAccepted).length;
}

async function burst(session: Session, declared: RateLimit): Promise<void> {
  const { clause, exceeded, scope } = declared;
  if (!isPermitted(session, clause, scope.clause, exceeded.clause)) return;
  const { limit } = rateOf(session, declared);
  if (!(await quiet(session, declared))) return;
  let exchanges = await burn(session, limit * 2 + 1);
  if (acceptedIn(exchanges) > limit) {
    // A window that ended just then lets more pass, once; a limit that is another does so again.
    if (!(await quiet(session, declared))) return;
    exchanges = await burn(session, limit * 2 + 1);
  }
  const accepted = acceptedIn(exchanges);
  const shown = exchanges.slice(-2);
  session.judge(accepted >= limit, [clause], {
    expected: [`${limit} requests accepted after a window without any`],
    actual: `${accepted} accepted; the next: ${told(shown.at(-1) as Exchange)}`,
    exchanges: shown,
  });
  if (accepted > limit) {
    session.broken([exceeded.clause, clause], {
      expected: exceeded.answers.map(
        ({ status }) => `${status} for request ${limit + 1} of a window`,
      ),
      actual: `${accepted} requests accepted`,
      exchanges: shown,
    });
  } else if (accepted === limit) {
    const [last] = shown.slice(-1);
    if (last) session.refused(last, exceeded);
    await othersUnaffected(session, declared);
  }
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

/** A sliding window would still hold what was sent at the end of the one before. */
async function fixedWindow(session: Session, declared: RateLimit): Promise<void> {
  const { clause } = declared.algorithm;
  if (!isPermitted(session, clause)) return;
  const { limit, window } = rateOf(session, declared);
  if (!session.courier.target.controls?.advance) {
    return session.unseen("it takes a clock that can be moved, and the target's cannot", clause);
  }
  if (!(await quiet(session, declared))) return;
  await session.send(asBurning(session), { atAnyRate: true });
  await session.pass(window - 4);
  const before = await burn(session, limit - 1);
  await session.pass(3);
  const [early] = await burn(session, 1);
  await session.pass(2);
  const after = await burn(session, limit);
  const all = [...before, ...after];
  const isSo = acceptedIn(all) === all.length && early?.answer?.status === 429;
  session.judge(isSo, [clause], {
    expected: [`a new window ${window} s after the first request of the last one, and no sooner`],
    actual: `a second before: ${early?.answer?.status}; a second after: ${after.at(-1)?.answer?.status}`,
    exchanges: [early, ...all.slice(-1)].filter((exchange) => exchange !== undefined),
  });
}

/** Requests that are refused for their body use the limit up; those that it refuses itself do not prolong it. */
async function refusedCount(session: Session, declared: RateLimit): Promise<void> {
  const { clause } = declared.counts;
  if (!isPermitted(session, clause)) return;
  const { limit, window } = rateOf(session, declared);
  if (!(await quiet(session, declared))) return;
  const wrong = wrongDrafts(session).map((draft) => ({ ...draft, as: burning }));
  if (wrong.length === 0) return;
  for (let i = 0; i < limit; i++) {
    await session.send(wrong[i % wrong.length] as Draft, { atAnyRate: true });
  }
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
  const exchanges = await burn(session, limit + 1);
  const [first, last] = [exchanges[0], exchanges.at(-1)];
  if (!first || !last) return;
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
