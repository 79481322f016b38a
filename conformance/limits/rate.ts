import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import type { Draft } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import type { Means } from '../cases/means.ts';
import type { Session } from '../suite/session.ts';
import type { RateWindow, Target } from '../target/target.ts';

/** The credential whose limit is used up, and the one that must not notice. */
const burning = 'second-key';
export const bystander = 'primary';

/** The limit as this target has it. */
export function rateOf({ plan }: Pick<Means, 'plan'>, { limit, window }: RateLimit): RateWindow {
  return plan.known.target.limits?.rate ?? { limit, window };
}

/** Whether there is a credential whose limit may be used up. */
export function mayBurn({ may, credentials }: Target): boolean {
  return may.exhaustRateLimit && credentials[burning] !== undefined;
}

/** Whether the limit may be used up at this target; says why where it may not. */
export function isPermitted(session: Session, ...clauses: readonly string[]): boolean {
  const { may, credentials } = session.courier.target;
  if (!may.exhaustRateLimit)
    session.unseen('the target does not permit to exhaust the rate limit', ...clauses);
  else if (!credentials[burning])
    session.unseen(`the target has no credential in the role ${burning}`, ...clauses);
  return mayBurn(session.courier.target);
}

/** Waits until nothing of the credential's can count any more. */
export async function quiet(session: Session, declared: RateLimit): Promise<boolean> {
  const { window } = rateOf(session, declared);
  const isSo = await session.pass(window + 1);
  if (!isSo) session.unseen('the window is too long to be waited for', declared.clause);
  return isSo;
}

/** A valid request with the credential whose limit is used up. */
export const asBurning = ({ plan, maker }: Means): Draft =>
  draftOf(plan, plan.forms[0], maker, { role: burning });

/** The same request with that credential. */
export const burnt = (draft: Draft): Draft => ({ ...draft, as: burning });
