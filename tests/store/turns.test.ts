import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Turns } from '../../mock-server/store/sqlite/turns.ts';

function open() {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, filling BLOB)');
  const turns = new Turns(database);
  const insert = (id: number, bytes = 1) =>
    turns.run(() => {
      database.prepare('INSERT INTO rows VALUES (?, zeroblob(?))').run(id, bytes);
      return id;
    });
  const ids = () =>
    database
      .prepare('SELECT id FROM rows ORDER BY id')
      .all()
      .map(({ id }) => id);
  return { database, turns, insert, ids };
}

describe('a turn', () => {
  it('tells nobody of success before the transaction is over', async () => {
    const { database, insert } = open();
    let isTold = false;
    const toldAtCommit: boolean[] = [];
    const exec = database.exec.bind(database);
    database.exec = (sql) => {
      if (sql === 'COMMIT') toldAtCommit.push(isTold);
      exec(sql);
    };
    await insert(1).then(() => {
      isTold = true;
    });
    expect([toldAtCommit, isTold, database.isTransaction]).toEqual([[false], true, false]);
  });

  it('commits once for all pieces of a turn', async () => {
    const { database, insert } = open();
    const commits: string[] = [];
    const exec = database.exec.bind(database);
    database.exec = (sql) => {
      if (sql === 'COMMIT') commits.push(sql);
      exec(sql);
    };
    await Promise.all([insert(1), insert(2), insert(3)]);
    expect(commits).toHaveLength(1);
  });

  it('undoes a piece that throws, and no other', async () => {
    const { insert, ids } = open();
    const outcomes = await Promise.allSettled([insert(1), insert(1), insert(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ids()).toEqual([1, 2]);
    await insert(3);
    expect(ids()).toEqual([1, 2, 3]);
  });

  it('does in the place of a piece that throws what it says, before the next', async () => {
    const { database, turns, insert } = open();
    const seen: unknown[] = [];
    const count = () => database.prepare('SELECT count(*) AS count FROM rows').get()?.count;
    const throwing = turns.run(
      () => {
        throw new Error('a bug');
      },
      { instead: () => void database.exec('INSERT INTO rows VALUES (7, NULL)') },
    );
    const next = turns.run(() => void seen.push(count()));
    await Promise.allSettled([insert(1), throwing, next]);
    await expect(throwing).rejects.toThrow('a bug');
    expect(seen).toEqual([1]);
  });

  it('has stored what it told of, and nothing else, when the disk fills up in the middle of a turn', async () => {
    const { database, insert, ids } = open();
    database.exec('PRAGMA max_page_count = 20');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => insert(index, index % 3 === 2 ? 40_000 : 2_000)),
    );
    const told = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [outcome.value] : [],
    );
    expect(told.length).toBeLessThan(12);
    expect(ids()).toEqual(told);

    database.exec('PRAGMA max_page_count = 10000');
    await insert(99);
    expect(ids()).toEqual([...told, 99]);
  });

  it('fails every piece of a turn whose commit fails, and works again afterwards', async () => {
    const { database, insert, ids } = open();
    const exec = database.exec.bind(database);
    database.exec = (sql) => {
      if (sql === 'COMMIT') throw new Error('disk I/O error');
      exec(sql);
    };
    const outcomes = await Promise.allSettled([insert(1), insert(2)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(ids()).toEqual([]);

    database.exec = exec;
    await insert(3);
    expect(ids()).toEqual([3]);
  });
});
