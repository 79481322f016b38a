import { StoreFailure } from '../../faults.ts';

/** SQLite's own errors as the port has them; a bug in a decision stays what it is. */
export function asStoreFailure(error: unknown): unknown {
  const isSqlite =
    error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR';
  if (!isSqlite) return error;
  return new StoreFailure(error.message, { simulated: false, cause: error });
}
