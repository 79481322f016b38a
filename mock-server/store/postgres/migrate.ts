import type { PoolClient, QueryConfig } from 'pg';
import { type Dialect, firstTables, type Migrations, newerSchema } from '../schema.ts';
import { StoreError } from '../store-error.ts';
import type { Database } from './database.ts';
import { messageOf } from './failure.ts';

const postgres: Dialect = {
  integer: 'BIGINT',
  time: 'DOUBLE PRECISION',
  text: 'TEXT COLLATE "C"',
  json: 'JSON',
  growing: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  clustered: '',
};

export const migrations: Migrations = [firstTables(postgres)];

/** "dcheck" read as a number: the lock under which one double at a time changes the tables. */
const migrationLock = 0x64636865;

/** Milliseconds that a double waits for another one to change the tables. */
const longestWait = 60_000;

/**
 * Brings the tables of a database to what this version needs: all of the changes that they lack, or none.
 * They are in a schema of their own, `doublecheck`. Of several doubles that start at once one does it, and the
 * others wait.
 *
 * @throws StoreError when the database cannot be reached or used, or is of a newer version.
 */
export async function migrate({ pool, where }: Database, changes = migrations): Promise<void> {
  const client = await connect({ pool, where });
  try {
    await client.query('BEGIN');
    await change(client, where, changes);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    if (error instanceof StoreError) throw error;
    throw new StoreError(`${where}: the tables cannot be made: ${reasonOf(error as Error)}.`);
  } finally {
    client.release();
  }
}

function reasonOf(error: Error & { readonly code?: string }): string {
  if (error.code === '42501')
    return `${error.message}; its user needs the right to create a schema in this database, or to the one called doublecheck that is there`;
  if (error.message === 'Query read timeout')
    return `another double is at it for more than ${longestWait / 1000} s`;
  return messageOf(error);
}

/** What the driver says in other words. */
const noPassword = 'it asks for a password, and neither the URL nor PGPASSWORD has one';

async function connect({ pool, where }: Pick<Database, 'pool' | 'where'>): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    const said = messageOf(error as Error);
    const reason = said.includes('password must be a string') ? noPassword : said;
    throw new StoreError(`${where}: ${reason}. Is PostgreSQL there, and is the URL right?`);
  }
}

/** @throws StoreError for a database that would take some requests, and fail others. */
async function refuseUnfit(client: PoolClient, where: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT current_setting('server_encoding') AS encoding, current_setting('transaction_read_only') AS read_only`,
  );
  const { encoding, read_only: isReadOnly } = rows[0];
  if (encoding !== 'UTF8')
    throw new StoreError(`${where} is in ${encoding}: make one with ENCODING 'UTF8'.`);
  if (isReadOnly === 'on')
    throw new StoreError(`${where} is read-only. Name one that can be written, no standby.`);
}

async function change(client: PoolClient, where: string, changes: Migrations): Promise<void> {
  await refuseUnfit(client, where);
  await client.query('SET LOCAL statement_timeout TO 0');
  await client.query({
    text: 'SELECT pg_advisory_xact_lock($1)',
    values: [migrationLock],
    query_timeout: longestWait,
  } as QueryConfig);
  const { rows: found } = await client.query(
    `SELECT to_regclass('doublecheck.migrations') IS NOT NULL AS ours,
       EXISTS (SELECT FROM pg_namespace WHERE nspname = 'doublecheck') AS taken`,
  );
  const { ours, taken } = found[0];
  if (taken && !ours)
    throw new StoreError(
      `${where} has a schema "doublecheck" that is not ours. Name another database, or rename that schema.`,
    );
  if (!ours)
    await client.query('CREATE SCHEMA doublecheck; CREATE TABLE migrations (version INTEGER)');

  const { rows } = await client.query(
    'SELECT coalesce(max(version), 0) AS version FROM migrations',
  );
  const { version } = rows[0];
  if (version > changes.length) throw new StoreError(newerSchema(where, version, changes.length));
  for (const [index, sql] of changes.entries()) {
    if (index < version) continue;
    await client.query(sql);
    await client.query('INSERT INTO migrations VALUES ($1)', [index + 1]);
  }
}
