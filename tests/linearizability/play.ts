import { setTimeout as delay } from 'node:timers/promises';
import type { Desk } from './desk.ts';
import type { Exchange, History } from './history.ts';
import type { Plan, Scenario } from './scenario.ts';

/** Lets all clients of a plan begin at once, and has what they saw. */
export async function play<State, Input, Output>(
  { send }: Scenario<State, Input, Output>,
  desk: (process: number) => Desk,
  plan: Plan<Input>,
  run: string,
): Promise<History<Input, Output>> {
  const clients = plan.map(async (steps, client) => {
    const seen: Exchange<Input, Output>[] = [];
    for (const { process, pause, input } of steps) {
      if (pause > 0) await delay(pause);
      const begin = performance.now();
      const output = await send(desk(process), input, run);
      seen.push({ client, process, begin, end: performance.now(), input, output });
    }
    return seen;
  });
  return (await Promise.all(clients)).flat();
}
