import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import { clausesOfRejection } from '../cases/rejections.ts';
import { told } from '../reading/exchange.ts';
import type { Session } from '../suite/session.ts';
import type { Burst } from './burst.ts';
import { rateOf } from './rate.ts';

/**
 * Judges a burst after a window without requests: every kind of window accepts as many as the limit has and
 * refuses the next, as long as they come within one. What is too slow for that is not judged.
 */
export function judgeBurst(session: Session, declared: RateLimit, burst: Burst): void {
  const { clause, exceeded } = declared;
  const { limit, window } = rateOf(session, declared);
  const { accepted, within, refused, stumbled } = burst;
  if (within > limit) {
    judgeTooMany(session, declared, burst);
    return;
  }
  if (accepted < limit && accepted + stumbled >= limit) {
    session.unseen('the server failed or kept silent within a burst of requests', clause);
    return;
  }
  session.judge(accepted >= limit, [clause], {
    expected: [`${limit} requests accepted after a window without any`],
    actual: `${accepted} accepted; then ${refused ? told(refused) : 'none was refused'}`,
    exchanges: [burst.exchanges[0], refused].filter((exchange) => exchange !== undefined),
  });
  if (accepted < limit) return;
  if (refused) session.refused(refused, exceeded);
  else
    session.unseen(
      `the server is too slow for more than ${limit} requests within ${window} s`,
      ...clausesOfRejection({ rejection: exceeded }),
    );
}

/** More were accepted than the limit has, all of them within one window. */
export function judgeTooMany(
  session: Session,
  declared: RateLimit,
  { exchanges, within }: Burst,
): void {
  const { clause, exceeded } = declared;
  const { limit, window } = rateOf(session, declared);
  session.broken([exceeded.clause, clause], {
    expected: exceeded.answers.map(
      ({ status }) => `${status} for request ${limit + 1} of a window`,
    ),
    actual: `${within} requests accepted within ${window} s`,
    exchanges: exchanges.slice(-2),
  });
}
