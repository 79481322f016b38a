import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { asStoreFailure, leavesConnectionUsable, mayBeRetried } from './failure.ts';

/** How often work is tried that was in another transaction's way. */
const attempts = 5;

/**
 * Does work on a connection of the pool, again when it was in another transaction's way. A transaction that it
 * leaves open by throwing is rolled back, and a connection that broke leaves the pool.
 */
export async function onConnection<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  for (let trial = 1; ; trial += 1) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (trial >= attempts || !mayBeRetried(error)) throw error;
      await delay(Math.random() * 5 * 2 ** trial);
    }
  }
}

/** @throws StoreFailure for whatever the database says. */
export function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const transaction = async (client: PoolClient): Promise<T> => {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  };
  return told(onConnection(pool, transaction));
}

/** @throws StoreFailure for whatever the database says. */
export async function told<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw asStoreFailure(error);
  }
}

async function once<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof Error && !leavesConnectionUsable(error)) broken = error;
    else await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release(broken);
  }
}
