import pg from 'pg';
import { StoreFailure } from '../../faults.ts';

/** What PostgreSQL says when two transactions were in each other's way: it may be tried again. */
const retried = new Set(['40001', '40P01']);

export function mayBeRetried(error: unknown): boolean {
  return error instanceof pg.DatabaseError && retried.has(error.code ?? '');
}

/** Whether it is about what was asked, and not about the connection, which can be used on. */
export function isOfStatement(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  const class_ = error.code?.slice(0, 2) ?? '';
  return error.severity === 'ERROR' && class_ !== '08' && class_ !== '57';
}

/** Whatever happened between us and the database, as the store's failure. */
export function asStoreFailure(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof StoreFailure) return cause;
  return new StoreFailure(`the database: ${describe(cause)}`, { simulated: false, cause });
}

/** Node tells of several addresses that failed in an error without a message. */
export function describe(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors[0] : undefined;
  return inner instanceof Error ? inner.message : error.message;
}
