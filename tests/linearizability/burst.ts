import { statesAfter } from './check.ts';
import type { Cluster } from './cluster.ts';
import { openSandbox } from './desk.ts';
import { printHistory } from './history.ts';
import { mavaWindow } from './models/mava-window.ts';
import { play } from './play.ts';

/**
 * Lets so many clients ask mava at once with one key, while its clock stands still.
 *
 * @throws Error with the history, when no order explains it.
 * @returns how many passed.
 */
export async function burst(cluster: Cluster, clients: number): Promise<number> {
  const desk = await openSandbox(cluster.pools, 'mava');
  await mavaWindow.prepare?.(desk(0));
  const plan = Array.from({ length: clients }, (_, client) => [
    {
      process: client % cluster.pools.length,
      pause: 0,
      input: { do: 'ask', as: 'primary' } as const,
    },
  ]);
  const history = await play(mavaWindow, desk, plan, 'burst');
  const states = statesAfter(mavaWindow.model, [mavaWindow.model.initial], history);
  if (states.length === 0) throw new Error(`no order explains\n${printHistory(history)}`);
  return history.filter(({ output }) => output.is === 'passed').length;
}
