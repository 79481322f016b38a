import type { Response } from 'supertest';
import type { StoreFailurePoint } from '../../mock-server/faults.ts';
import type { Client } from './use-double.ts';

/** More writes than any request does: beyond them something is wrong with the test. */
const mostWrites = 30;

/**
 * Sends a request once for each step at which the store can fail: while it reads, at the commit, and
 * before the first write, the second and so on, until there is no such write and the request is accepted.
 *
 * @param left is called after each failure, to look for what it left behind.
 * @returns the answers to the failures, and the one that was accepted in the end.
 */
export async function failEveryStep(
  client: Client,
  send: () => Promise<Response>,
  left: () => Promise<void> = async () => {},
): Promise<{ failed: Response[]; accepted: Response }> {
  const failed: Response[] = [];
  const sendFailingAt = async (at: StoreFailurePoint): Promise<Response> => {
    await client.faults({ store: { at } });
    const answer = await send();
    await client.faults({});
    if (answer.status < 500) return answer;
    failed.push(answer);
    await left();
    return answer;
  };

  for (const at of ['read', 'commit'] as const) {
    const { status } = await sendFailingAt(at);
    if (status < 500)
      throw new Error(`the store was to fail at the ${at}; the answer is ${status}`);
  }
  for (let write = 1; write <= mostWrites; write += 1) {
    const answer = await sendFailingAt({ write });
    if (answer.status >= 500) continue;
    if (write === 1) throw new Error('no write failed, so nothing was shown');
    return { failed, accepted: answer };
  }
  throw new Error(`${mostWrites} writes failed and there are more`);
}
