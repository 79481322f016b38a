import type { Pool } from 'pg';
import type { JournalFilter, JournalRow } from '../../journal/journal.ts';
import { onConnection } from './on-connection.ts';
import { together } from './together.ts';

/** "journl" read as a number: who has this lock removes what is beyond the bound; the others leave it. */
const trimLock = 0x6a6f75726e6c;

/** A journal may lose what it was told last when the server loses its power: its commits wait for no disk. */
const insert = `
  INSERT INTO journal (sandbox, provider, entry)
  SELECT rows.* FROM (SELECT set_config('synchronous_commit', 'off', true)) AS quick,
    unnest($1::text[], $2::text[], $3::text[]) AS rows`;
const trim = `
  DELETE FROM journal
  WHERE (SELECT pg_try_advisory_xact_lock(${trimLock})) AND seq <= (SELECT max(seq) FROM journal) - $1::bigint`;
const newest = `
  SELECT sandbox, provider, entry FROM (
    SELECT * FROM journal WHERE sandbox = $1 AND ($2::text IS NULL OR provider = $2) ORDER BY seq DESC LIMIT $3
  ) AS newest ORDER BY seq`;

/** Keeps the newest `bound` entries of all sandboxes together. */
export function journalKeeper(pool: Pool, bound: number) {
  return {
    async append(rows: readonly JournalRow[]): Promise<void> {
      const columns = [
        rows.map(({ sandbox }) => sandbox),
        rows.map(({ provider }) => provider),
        rows.map(({ entry }) => entry),
      ];
      await onConnection(pool, (client) =>
        together(
          client.query({ name: 'journal', text: insert, values: columns }),
          client.query({ name: 'trim', text: trim, values: [bound] }),
        ),
      );
    },
    async read({ sandbox, provider, limit }: JournalFilter): Promise<JournalRow[]> {
      const { rows } = await pool.query<JournalRow>(newest, [sandbox, provider ?? null, limit]);
      return rows;
    },
    async clear(sandbox: string): Promise<void> {
      await pool.query('DELETE FROM journal WHERE sandbox = $1', [sandbox]);
    },
  };
}
