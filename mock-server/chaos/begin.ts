import { readClock } from '../clock.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Store } from '../store/store.ts';
import { type ChaosOptions, chaosOf } from './read-chaos.ts';
import type { Chaos } from './trouble.ts';

/**
 * Sets the chaos of a sandbox, in place of what was set before. It is for what the sandbox has.
 *
 * @returns undefined when none was asked for, or the sandbox is not there.
 * @throws ChaosError, and then nothing is changed.
 */
export async function beginChaos(
  store: Store,
  sandbox: string,
  options: ChaosOptions,
  providers: readonly CompiledProvider[],
): Promise<Chaos | undefined> {
  const [realTime, seeds = []] = await Promise.all([store.time(), store.world(sandbox)]);
  const changed = await store.updateState(sandbox, (state) => ({
    ...state,
    chaos: chaosOf(options, { providers, seeds }, readClock(state.clock, realTime)),
  }));
  return changed?.chaos;
}
