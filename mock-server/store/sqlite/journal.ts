import type { DatabaseSync } from 'node:sqlite';
import type { JournalEntry, JournalFilter } from '../../journal/journal.ts';

export type JournalKeeper = ReturnType<typeof journalKeeper>;

/** Keeps the newest `bound` entries of all sandboxes together. */
export function journalKeeper(database: DatabaseSync, bound: number) {
  const insert = database.prepare(
    'INSERT INTO journal (sandbox, provider, entry) VALUES (?, ?, ?)',
  );
  const trim = database.prepare('DELETE FROM journal WHERE seq <= ?');
  const newest = database.prepare(
    `SELECT entry FROM (
       SELECT * FROM journal WHERE sandbox = ? AND (? IS NULL OR provider = ?) ORDER BY seq DESC LIMIT ?
     ) ORDER BY seq`,
  );
  const clear = database.prepare(
    'DELETE FROM journal WHERE sandbox = ? AND (? IS NULL OR provider = ?)',
  );

  return {
    append(entries: readonly JournalEntry[]): void {
      let last = 0;
      for (const entry of entries) {
        const { sandbox, provider } = entry;
        last = Number(insert.run(sandbox, provider, JSON.stringify(entry)).lastInsertRowid);
      }
      trim.run(last - bound);
    },
    read({ sandbox, provider, limit }: JournalFilter): JournalEntry[] {
      const which = provider ?? null;
      const rows = newest.all(sandbox, which, which, limit);
      return rows.map(({ entry }) => JSON.parse(String(entry)));
    },
    clear(sandbox: string, provider?: string): void {
      const which = provider ?? null;
      clear.run(sandbox, which, which);
    },
  };
}
