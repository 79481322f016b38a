import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import type { Draft } from '../cases/draft.ts';
import type { Session } from '../suite/session.ts';
import type { RateWindow } from '../target/target.ts';

/** The credential whose limit is used up, and the one that must not notice. */
const burning = 'second-key';
export const bystander = 'primary';

/** The limit as this target has it. */
export function rateOf({ courier }: Session, { limit, window }: RateLimit): RateWindow {
  return courier.target.limits?.rate ?? { limit, window };
}

/** Whether the limit may be used up at this target; says why where it may not. */
export function isPermitted(session: Session, ...clauses: readonly string[]): boolean {
  const { may, credentials } = session.courier.target;
  if (!may.exhaustRateLimit)
    session.unseen('the target does not permit to exhaust the rate limit', ...clauses);
  else if (!credentials[burning])
    session.unseen(`the target has no credential in the role ${burning}`, ...clauses);
  return may.exhaustRateLimit && credentials[burning] !== undefined;
}

/** Waits until nothing of the credential's can count any more. */
export async function quiet(session: Session, declared: RateLimit): Promise<boolean> {
  const { window } = rateOf(session, declared);
  const isSo = await session.pass(window + 1);
  if (!isSo) session.unseen('the window is too long to be waited for', declared.clause);
  return isSo;
}

/** A valid request with the credential whose limit is used up. */
export const asBurning = (session: Session): Draft => session.draft(undefined, { role: burning });

/** The same request with that credential. */
export const burnt = (draft: Draft): Draft => ({ ...draft, as: burning });
