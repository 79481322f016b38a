import { openMemoryStore } from './memory/memory-store.ts';
import type { Store, StoreOptions } from './store.ts';
import { StoreError } from './store-error.ts';

export { StoreError };

/** `memory`, `sqlite:<file>`, or the URL of a PostgreSQL database. */
export type StoreName =
  | 'memory'
  | `sqlite:${string}`
  | `postgres://${string}`
  | `postgresql://${string}`;

const forms = [/^memory$/, /^sqlite:./, /^postgres(ql)?:\/\/./];

export function isStoreName(name: string): name is StoreName {
  return forms.some((form) => form.test(name));
}

/** Whether several processes may have it open at once. */
export function isSharedStore(name: StoreName): boolean {
  return name.startsWith('postgres');
}

/**
 * Opens a store by its name, and brings its tables to what this version needs.
 *
 * @throws StoreError when it cannot be used.
 */
export async function openStore(name: StoreName, options: StoreOptions): Promise<Store> {
  if (!isStoreName(name))
    throw new StoreError(
      `there is no store ${JSON.stringify(name)}: name memory, sqlite:<file>, or postgres://…`,
    );
  if (name === 'memory') return openMemoryStore(options);
  const file = name.slice('sqlite:'.length);
  if (file === ':memory:') throw new StoreError('sqlite::memory: keeps nothing: name memory.');
  // What drives a database is loaded by those who use one.
  if (!isSharedStore(name)) {
    const { openSqliteStore } = await import('./sqlite/sqlite-store.ts');
    return openSqliteStore({ ...options, file });
  }
  const { openPostgresStore } = await import('./postgres/postgres-store.ts');
  return openPostgresStore({ ...options, url: name });
}
