import { seed } from './seed.ts';

/**
 * Of things that each take long to test, a share that the seed chooses, so that a few runs have had them all.
 * All of them when DOUBLECHECK_PATIENCE says that there is time.
 *
 * @param share of how many one is taken, 2 for half of them.
 */
export function someOf<T>(all: readonly T[], share: number): T[] {
  if (process.env.DOUBLECHECK_PATIENCE) return [...all];
  return all.filter((_, index) => (index + seed) % share === 0);
}
