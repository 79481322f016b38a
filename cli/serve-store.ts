import { isSharedStore, isStoreName, type StoreName } from '../mock-server/store/open-store.ts';
import { UsageError } from './usage-error.ts';

/** Unlike the parser's own, its message does not repeat the value: there may be a password in it. */
export function storeNamed(value: string): StoreName {
  if (isStoreName(value)) return value;
  throw new UsageError(
    'The store (--store, or DOUBLECHECK_STORE) must be memory, sqlite:<file> or postgres://<user>@<host>/<database>.',
  );
}

/** @throws UsageError when a store cannot be that of several processes. */
export function refuseUnshared(store: StoreName, workers: number): void {
  if (workers === 1 || isSharedStore(store)) return;
  const why =
    store === 'memory'
      ? 'in memory each of them would have a state of its own'
      : 'a file is open in one process only';
  throw new UsageError(
    `--workers ${workers} needs a store that the processes can share, and ${why}. ` +
      'Name a PostgreSQL database with --store or DOUBLECHECK_STORE: postgres://<user>@<host>/<database>.',
  );
}
