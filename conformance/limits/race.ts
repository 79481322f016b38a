import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import type { Session } from '../suite/session.ts';
import { type Burst, burstOf, sendTogether } from './burst.ts';
import { judgeBurst, judgeTooMany } from './judge-burst.ts';
import { asBurning, isPermitted, quiet, rateOf } from './rate.ts';

/** So many are under way together, and so many more are sent than the limit has. */
const together = 32;

/** Rounds where time can be moved and where it must be waited for, and at most, once one lets too many pass. */
const rounds = { moved: 2, waited: 1, most: 5 };

/**
 * More requests than the limit has, all at once: exactly so many of them are accepted. A fixed window that
 * ends between them lets more pass in one round, and cannot do so in the next.
 */
export async function race(session: Session, declared: RateLimit): Promise<void> {
  const { clause, exceeded } = declared;
  if (!isPermitted(session, clause, exceeded.clause)) return;
  const rate = rateOf(session, declared);
  const enough = session.courier.target.controls?.advance ? rounds.moved : rounds.waited;
  let before: Burst | undefined;
  for (let round = 1; round <= rounds.most; round++) {
    if (!(await quiet(session, declared))) return;
    const drafts = Array.from({ length: rate.limit + together }, () => asBurning(session));
    const burst = burstOf(await sendTogether(session, drafts, together), rate.window);
    const isTooMany = burst.within > rate.limit;
    if (isTooMany && before) return judgeTooMany(session, declared, burst);
    if (isTooMany) before = burst;
    else judgeBurst(session, declared, burst);
    if (!before && round === enough) return;
  }
}
