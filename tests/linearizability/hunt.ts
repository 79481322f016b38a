import fc from 'fast-check';
import { statesAfter } from './check.ts';
import type { Cluster } from './cluster.ts';
import { isOther, openSandbox } from './desk.ts';
import { type History, printHistory } from './history.ts';
import { play } from './play.ts';
import { type Plan, plans, type Scenario } from './scenario.ts';

/** How many sandboxes are played in at a time. */
const sandboxes = 4;

export interface Hunt {
  /** The same seed sends the same; what comes of it depends on who is faster. */
  readonly seed: number;
  /** How many histories at most. */
  readonly histories: number;
  /** Whether a history with an answer that no scenario knows, an error, is given up with its sandbox. */
  readonly passOverErrors?: boolean;
}

/** A history that no order explains. */
export interface Violation {
  readonly index: number;
  readonly history: History<unknown, unknown>;
  /** How to see it again, and what was seen. */
  readonly report: string;
}

/** Plays random histories until one of them cannot be explained. @returns that one. */
export async function hunt<State, Input, Output>(
  cluster: Cluster,
  scenario: Scenario<State, Input, Output>,
  { seed, histories, passOverErrors = false }: Hunt,
): Promise<Violation | undefined> {
  const all = fc.sample(plans(scenario.inputs, cluster.pools.length), {
    seed,
    numRuns: histories,
  });
  // Most of what breaks shows in a sandbox that is still new, so no sandbox has more than its share.
  const each = Math.min(scenario.histories, Math.ceil(all.length / sandboxes));
  const rounds = Array.from({ length: Math.ceil(all.length / each) }, (_, round) =>
    Array.from(all.entries()).slice(round * each, (round + 1) * each),
  ).values();
  let found: Violation | undefined;

  const playRounds = async () => {
    for (const round of rounds) {
      const violation =
        found ?? (await playInOneSandbox(cluster, scenario, round, { seed, passOverErrors }));
      found ??= violation;
    }
  };
  await Promise.all(Array.from({ length: sandboxes }, playRounds));
  return found;
}

async function playInOneSandbox<State, Input, Output>(
  cluster: Cluster,
  scenario: Scenario<State, Input, Output>,
  round: readonly (readonly [number, Plan<Input>])[],
  { seed, passOverErrors }: { seed: number; passOverErrors: boolean },
): Promise<Violation | undefined> {
  const desk = await openSandbox(cluster.pools, scenario.provider);
  await scenario.prepare?.(desk(0));
  let states = [scenario.model.initial];
  for (const [index, plan] of round) {
    const history = await play(scenario, desk, plan, `h${index}`);
    if (passOverErrors && history.some(({ output }) => isOther(output))) return undefined;
    const before = states.map(scenario.carry);
    states = statesAfter(scenario.model, before, history);
    if (states.length > 0) continue;
    const report = [
      `No order explains history ${index} of ${scenario.provider}, seed ${seed}.`,
      `It began with ${before.map((state) => JSON.stringify(state)).join(' or ')}:`,
      printHistory(history),
      `DOUBLECHECK_SEED=${seed} sends the same again.`,
    ];
    return { index, history, report: report.join('\n') };
  }
  return undefined;
}
