import { isDeepStrictEqual } from 'node:util';
import { StoreError } from '../store/open-store.ts';
import { defaultSandbox, type Store } from '../store/store.ts';
import type { Seed } from './seed.ts';

/**
 * Fills the default sandbox with the worlds that it lacks: all of them, unless the store has lasted.
 *
 * @param given providers whose world the user named.
 * @returns the store; when it cannot be used it is closed.
 * @throws StoreError when a world was named and the store keeps another.
 */
export async function plantWorlds(
  store: Store,
  seeds: readonly Seed[],
  given: ReadonlySet<string>,
): Promise<Store> {
  try {
    const planted = (await store.world(defaultSandbox)) ?? [];
    for (const { provider } of seeds.filter(
      (seed) => given.has(seed.provider) && differs(planted, seed),
    )) {
      throw new StoreError(
        `The store keeps another world of ${provider} than the one named. Leave --world out, or name a new store.`,
      );
    }
    const missing = seeds.filter(
      ({ provider }) => !planted.some((seed) => seed.provider === provider),
    );
    if (missing.length > 0) await store.seed(defaultSandbox, missing);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

function differs(planted: readonly Seed[], seed: Seed): boolean {
  const known = planted.find(({ provider }) => provider === seed.provider);
  return known !== undefined && !isDeepStrictEqual(known, JSON.parse(JSON.stringify(seed)));
}
