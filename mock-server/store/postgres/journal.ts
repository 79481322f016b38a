import type { Pool } from 'pg';
import type { JournalEntry, JournalFilter } from '../../journal/journal.ts';
import { onConnection } from './on-connection.ts';

/** "journl" read as a number: who has this lock removes what is beyond the bound; the others leave it. */
const trimLock = 0x6a6f75726e6c;

/**
 * One statement, so that a batch is kept whole or not at all. A journal may lose what it was told last when the
 * server loses its power: its commits wait for no disk.
 */
const append = `
  WITH quick AS (
    SELECT set_config('synchronous_commit', 'off', true)
  ), added AS (
    INSERT INTO journal (sandbox, provider, entry)
      SELECT rows.* FROM quick, unnest($1::text[], $2::text[], $3::text[]) AS rows
      RETURNING seq
  )
  DELETE FROM journal
  WHERE (SELECT pg_try_advisory_xact_lock(${trimLock})) AND seq <= (SELECT max(seq) FROM added) - $4::bigint`;

const newest = `
  SELECT entry FROM (
    SELECT * FROM journal WHERE sandbox = $1 AND ($2::text IS NULL OR provider = $2) ORDER BY seq DESC LIMIT $3
  ) AS newest ORDER BY seq`;

/** Keeps the newest `bound` entries of all sandboxes together. */
export function journalKeeper(pool: Pool, bound: number) {
  return {
    async append(entries: readonly JournalEntry[]): Promise<void> {
      const kept = entries.slice(-bound);
      const columns = [
        kept.map(({ sandbox }) => sandbox),
        kept.map(({ provider }) => provider),
        kept.map((entry) => JSON.stringify(entry)),
      ];
      const values = [...columns, bound];
      await onConnection(pool, (client) => client.query({ name: 'journal', text: append, values }));
    },
    async read({ sandbox, provider, limit }: JournalFilter): Promise<JournalEntry[]> {
      const { rows } = await pool.query<{ entry: string }>(newest, [
        sandbox,
        provider ?? null,
        limit,
      ]);
      return rows.map(({ entry }) => JSON.parse(entry));
    },
    async clear(sandbox: string): Promise<void> {
      await pool.query('DELETE FROM journal WHERE sandbox = $1', [sandbox]);
    },
  };
}
