import pg from 'pg';
import { readUrl } from './url.ts';

/** Milliseconds. A request waits for one connection and two answers; then it is told that it failed. */
const timeouts = {
  connection: 2_000,
  statement: 4_000,
  answer: 5_000,
  idleInTransaction: 6_000,
  idle: 60_000,
};

/**
 * What each connection is told first, whatever the database's own settings are: what is read after a lock has
 * to be what there is then, and a time has to come back as it went. The tables grow faster than their
 * statistics, and plans are made once: every statement here is one that its index answers.
 */
const session = `
  SET search_path TO doublecheck; SET default_transaction_isolation TO 'read committed';
  SET extra_float_digits TO 1;
  SET enable_seqscan TO off; SET enable_hashjoin TO off; SET enable_mergejoin TO off; SET jit TO off;
  SET plan_cache_mode TO force_generic_plan`;

/** The database of a URL, reached by connections up to a bound. */
export interface Database {
  readonly pool: pg.Pool;
  /** How many requests may be with the database or wait for it. */
  readonly queue: number;
  /** Host, port and name, without the password. */
  readonly where: string;
}

/**
 * Connections are made when they are needed and dropped when they break, so a database that comes back is
 * used again at once.
 *
 * @param url as PostgreSQL's clients take it, and `pool` (connections) and `queue` (requests that may be there or
 *   wait) as further parameters.
 * @throws StoreError for a URL that cannot be read.
 */
export function databaseOf(url: string): Database {
  const { connectionString, where, ...bounds } = readUrl(url);
  const pool = new pg.Pool({
    connectionString,
    max: bounds.pool,
    pipeline: true,
    keepAlive: true,
    idleTimeoutMillis: timeouts.idle,
    application_name: 'doublecheck',
    connectionTimeoutMillis: timeouts.connection,
    statement_timeout: timeouts.statement,
    query_timeout: timeouts.answer,
    idle_in_transaction_session_timeout: timeouts.idleInTransaction,
    onConnect: async (client) => void (await client.query(session)),
  });
  // A connection that breaks is told of by what was asked of it; an idle one just leaves the pool.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return { pool, queue: bounds.queue, where };
}
