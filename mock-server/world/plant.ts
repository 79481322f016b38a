import { isDeepStrictEqual } from 'node:util';
import { StoreFailure } from '../faults.ts';
import { StoreError } from '../store/open-store.ts';
import { defaultSandbox, type Store } from '../store/store.ts';
import type { Seed } from './seed.ts';

/**
 * Fills the default sandbox with the worlds that it lacks: all of them, unless the store has lasted, or
 * another double that shares it was first.
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
    const named = seeds.filter(({ provider }) => given.has(provider));
    refuseOthers((await store.world(defaultSandbox)) ?? [], named);
    refuseOthers(await store.seedMissing(defaultSandbox, seeds), named);
    return store;
  } catch (error) {
    await store.close();
    if (!(error instanceof StoreFailure)) throw error;
    throw new StoreError(
      `${store.where} cannot be filled with the worlds: ${error.message}. Mend it, or name another store.`,
    );
  }
}

function refuseOthers(planted: readonly Seed[], named: readonly Seed[]): void {
  const other = named.find((seed) => differs(planted, seed));
  if (!other) return;
  throw new StoreError(
    `The store keeps another world of ${other.provider} than the one named. Leave --world and --exchanges out, or name a new store.`,
  );
}

function differs(planted: readonly Seed[], seed: Seed): boolean {
  const known = planted.find(({ provider }) => provider === seed.provider);
  return known !== undefined && !isDeepStrictEqual(known, JSON.parse(JSON.stringify(seed)));
}
