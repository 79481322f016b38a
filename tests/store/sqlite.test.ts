import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { StoreError } from '../../mock-server/store/open-store.ts';
import { openDatabase } from '../../mock-server/store/sqlite/open.ts';
import { openSqliteStore } from '../../mock-server/store/sqlite/sqlite-store.ts';
import { defaultSandbox } from '../../mock-server/store/store.ts';
import { storeContract } from './store-contract.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const newFile = (): string => path.join(folder, `${randomUUID()}.db`);
const journalBound = 100;

storeContract('SQLite in memory', async () => openSqliteStore({ journalBound }));
storeContract('SQLite in a file', async () => openSqliteStore({ file: newFile(), journalBound }));

describe('a SQLite file', () => {
  it('keeps what it holds when it is opened again', async () => {
    const file = newFile();
    const first = openSqliteStore({ file, journalBound });
    await first.seed(defaultSandbox, []);
    await first.updateState(defaultSandbox, () => ({ clock: { offset: 60 }, faults: {} }));
    await first.close();
    const second = openSqliteStore({ file, journalBound });
    expect((await second.state(defaultSandbox))?.clock).toEqual({ offset: 60 });
    await second.close();
  });

  it.each([
    [
      'no database at all',
      () => writeFileSync(file, 'not a database, but long enough to be looked at as one'),
      /no SQLite/,
    ],
    ['another program’s', () => withDatabase('CREATE TABLE theirs (a)'), /another program/],
    [
      'of a newer version',
      () => {
        openDatabase(file).close();
        withDatabase('PRAGMA user_version = 999');
      },
      /newer doublecheck \(its schema is version 999, this one knows 2\)/,
    ],
  ])('is refused with a reason when it is %s', (_what, prepare, reason) => {
    prepare();
    expect(() => openSqliteStore({ file, journalBound })).toThrow(StoreError);
    expect(() => openSqliteStore({ file, journalBound })).toThrow(reason);
    rmSync(file);
  });

  it('is refused with a reason where it cannot be made', () => {
    expect(() =>
      openSqliteStore({ file: path.join(folder, 'none', 'x.db'), journalBound }),
    ).toThrow(/can be written/);
  });
});

const file = path.join(folder, 'foreign.db');

function withDatabase(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}
