import pg from 'pg';
import { StoreFailure } from '../../faults.ts';

/** What PostgreSQL says when two transactions were in each other's way: it may be tried again. */
const retried = new Set(['40001', '40P01']);

/** The token was somebody else's when its facts were read than when they were held. */
export class CallerChanged extends Error {
  override readonly name = 'CallerChanged';
}

/** SQLSTATE of a statement that would write where that is not allowed. */
export const readOnly = '25006';

export function mayBeRetried(error: unknown): boolean {
  if (error instanceof CallerChanged) return true;
  return error instanceof pg.DatabaseError && retried.has(error.code ?? '');
}

/** Whether it is about what was asked, and not about the connection, which can be used on. */
export function leavesConnectionUsable(error: unknown): boolean {
  if (error instanceof CallerChanged) return true;
  if (!(error instanceof pg.DatabaseError)) return false;
  const class_ = error.code?.slice(0, 2) ?? '';
  // A connection that may only read was made when the database was so; another one may not.
  if (error.code === readOnly) return false;
  return error.severity === 'ERROR' && class_ !== '08' && class_ !== '57';
}

/** Whatever happened between us and the database, as the store's failure. */
export function asStoreFailure(cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof StoreFailure) return cause;
  return new StoreFailure(`the database: ${messageOf(cause)}`, { simulated: false, cause });
}

/** Node tells of several addresses that failed in an error without a message. */
export function messageOf(error: Error): string {
  const inner = error instanceof AggregateError ? error.errors[0] : undefined;
  return inner instanceof Error ? inner.message : error.message;
}
