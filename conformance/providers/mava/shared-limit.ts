import type { Plan } from '../../cases/change.ts';
import { burstOf, sendTogether } from '../../limits/burst.ts';
import { told } from '../../reading/exchange.ts';
import { check } from '../../suite/check.ts';
import type { Check } from '../../suite/verification.ts';

/** Requests for agents use up the limit of requests for tickets. */
export function sharedLimit({ contract }: Plan): Check {
  const clause = 'mava/rate-limit/all-operations';
  const agents = contract.operations.find(({ id }) => id === 'listAgents');
  return check('limits', 'rate-limit/all-operations', [clause], async (session) => {
    const { may, credentials, limits } = session.courier.target;
    if (!may.exhaustRateLimit || !credentials['second-key'] || !agents)
      return session.unseen('the target does not permit to exhaust the rate limit', clause);
    const { limit, window } = limits?.rate ?? session.courier.pacer.rate ?? { limit: 0, window: 0 };
    if (!(await session.pass(window + 1)))
      return session.unseen('the window is too long to be waited for', clause);
    const draft = session.draft(undefined, { role: 'second-key' });
    const list = { ...draft, operation: agents, body: undefined };
    const drafts = Array.from({ length: limit }, () => list);
    const { exchanges, seconds } = burstOf(await sendTogether(session, drafts), window);
    if (exchanges.some(({ answer }) => answer?.status === 404))
      return session.unseen('the target lists no agents', clause);
    if (seconds > window / 2) return session.unseen(`${limit} requests took ${seconds} s`, clause);
    const next = await session.send(draft, { atAnyRate: true });
    session.judge(next.answer?.status === 429, [clause], {
      expected: [`429, since ${limit} requests for agents used the limit up`],
      actual: told(next),
      exchanges: [next],
    });
  });
}
