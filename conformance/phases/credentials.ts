import { told } from '../reading/exchange.ts';
import { turnedAway } from '../reading/turned-away.ts';
import type { Session } from '../suite/session.ts';
import { StopRun } from '../suite/stop-run.ts';
import { Throttled } from '../suite/throttled.ts';

/** The first success is the proof of one, and how the other is refused is a clause of its own. */
const judgedElsewhere = new Set(['primary', 'lacking-ability']);

/**
 * Shows the target every credential that it is said to know, each with an empty object: where the contract
 * asks for any field, as all of ours do, that creates nothing.
 *
 * @throws StopRun for one that is not known there: what is said of it would be said of a stranger.
 */
export async function tryCredentials(session: Session): Promise<void> {
  const { plan, courier } = session;
  const roles = Object.keys(courier.target.credentials).filter(
    (role) => !judgedElsewhere.has(role),
  );
  for (const as of roles) {
    const exchange = await session
      .send({ ...session.draft(), as, body: {} })
      .catch((error: unknown) => {
        // Each check that needs it will meet the same, and say so.
        if (error instanceof Throttled) return undefined;
        throw error;
      });
    if (!exchange || turnedAway(plan, exchange) === undefined) continue;
    throw new StopRun({
      by: 'unusable',
      message: `The credential of the role ${as} is refused: ${told(exchange)}`,
      mend: `See that it is valid, or take the role ${as} out of the target: its checks are then left out.`,
    });
  }
}
