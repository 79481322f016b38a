import pg from 'pg';
import { StoreError } from '../store-error.ts';

/** What a URL may say of the pool besides what PostgreSQL's own clients know. */
const poolParameters = { pool: 10, queue: 1_000 } as const;

/** Milliseconds. A request waits for one connection and two answers; then it is told that it failed. */
const timeouts = {
  connection: 2_000,
  statement: 4_000,
  answer: 5_000,
  idleInTransaction: 6_000,
  idle: 60_000,
};

/**
 * What each connection is told first. The tables grow faster than their statistics, and plans are made
 * once: every statement here is one that its index answers.
 */
const session = `
  SET search_path TO doublecheck;
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

function readUrl(text: string) {
  const url = URL.parse(text);
  if (!url)
    throw new StoreError(
      `${withoutPassword(text)} is no URL. Write postgres://user@host/database.`,
    );
  const bound = (name: keyof typeof poolParameters): number => {
    const given = url.searchParams.get(name);
    url.searchParams.delete(name);
    if (given === null) return poolParameters[name];
    if (/^[1-9]\d{0,5}$/.test(given)) return Number(given);
    throw new StoreError(
      `${name}=${given} in the store's URL: it must be a whole number from 1 to 999999.`,
    );
  };
  const bounds = { pool: bound('pool'), queue: bound('queue') };
  const where = `postgres://${url.host || 'localhost'}${url.pathname}`;
  return { ...bounds, where, connectionString: url.href };
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/.*@/s, '//…@');
}
