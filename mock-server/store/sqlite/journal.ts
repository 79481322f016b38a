import type { DatabaseSync } from 'node:sqlite';
import type { JournalFilter, JournalRow } from '../../journal/journal.ts';

export type JournalKeeper = ReturnType<typeof journalKeeper>;

/** Keeps the newest `bound` entries of all sandboxes together. */
export function journalKeeper(database: DatabaseSync, bound: number) {
  const insert = database.prepare(
    'INSERT INTO journal (sandbox, provider, entry) VALUES (?, ?, ?)',
  );
  const trim = database.prepare('DELETE FROM journal WHERE seq <= ?');
  const newest = database.prepare(
    `SELECT sandbox, provider, entry FROM (
       SELECT * FROM journal WHERE sandbox = ? AND (? IS NULL OR provider = ?) ORDER BY seq DESC LIMIT ?
     ) ORDER BY seq`,
  );
  const clear = database.prepare(
    'DELETE FROM journal WHERE sandbox = ? AND (? IS NULL OR provider = ?)',
  );

  return {
    append(rows: readonly JournalRow[]): void {
      let last = 0;
      for (const { sandbox, provider, entry } of rows) {
        last = Number(insert.run(sandbox, provider, entry).lastInsertRowid);
      }
      trim.run(last - bound);
    },
    read({ sandbox, provider, limit }: JournalFilter): JournalRow[] {
      const which = provider ?? null;
      return newest.all(sandbox, which, which, limit) as unknown as JournalRow[];
    },
    clear(sandbox: string, provider?: string): void {
      const which = provider ?? null;
      clear.run(sandbox, which, which);
    },
  };
}
