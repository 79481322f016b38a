import { openSqliteStore } from './sqlite/sqlite-store.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

export { StoreError };

/** `memory`, or `sqlite:<file>`. */
export type StoreName = 'memory' | `sqlite:${string}`;

export function isStoreName(name: string): name is StoreName {
  return name === 'memory' || /^sqlite:./.test(name);
}

/**
 * Opens a store by its name.
 *
 * @throws StoreError when its file cannot be used.
 */
export function openStore(name: StoreName, journalBound: number): Store {
  if (!isStoreName(name))
    throw new StoreError(
      `there is no store ${JSON.stringify(name)}: name memory, or sqlite:<file>`,
    );
  const file = name === 'memory' ? ':memory:' : name.slice('sqlite:'.length);
  return openSqliteStore({ file, journalBound });
}
