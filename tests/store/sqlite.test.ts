import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { type Facts, noWants, type Wants } from '../../mock-server/engine/facts.ts';
import { StoreError } from '../../mock-server/store/open-store.ts';
import { openDatabase } from '../../mock-server/store/sqlite/open.ts';
import { migrations } from '../../mock-server/store/sqlite/schema.ts';
import { openSqliteStore } from '../../mock-server/store/sqlite/sqlite-store.ts';
import { defaultSandbox } from '../../mock-server/store/store.ts';
import { accepted, storeContract } from './store-contract.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

const newFile = (): string => path.join(folder, `${randomUUID()}.db`);
const journalBound = 100;

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

  it('of an earlier version is brought up to date, and keeps what it holds', async () => {
    const file = newFile();
    const old = openDatabase(file, migrations.slice(0, 1));
    old.exec(`
      INSERT INTO sandboxes VALUES ('default', '{"clock":{"offset":7},"faults":{}}', '[]');
      INSERT INTO tenants VALUES ('default', 'acme', 'north', '{"first":7}');
      INSERT INTO credentials VALUES ('acme', 'n1', 'default', 'north', 'north/one', '{"abilities":[]}');
      INSERT INTO entities VALUES (5, 'default', 'acme', 'customer', 'c1', 'north', '{"name":"Nora"}');
      INSERT INTO entities VALUES (9, 'default', 'acme', 'ticket', 't1', 'north', '{"id":"t1"}');
      INSERT INTO aliases VALUES ('default', 'acme', 'customer', 'email', 'n@x', 'north', 'c1');
      INSERT INTO keys VALUES ('default', 'acme', 'tenant north', 'k', 'f', 201, '{"id":1}', 5);
      INSERT INTO counters VALUES ('default', 'acme', 'tenant north', 'hits', 3, 9);`);
    old.close();

    const store = openSqliteStore({ file, journalBound });
    const wants: Wants = {
      ...noWants(),
      token: 'n1',
      key: { scope: 'tenant', value: 'k' },
      counters: [{ scope: 'tenant', name: 'hits' }],
      entities: [{ kind: 'customer', field: 'email', value: 'n@x' }],
    };
    let facts: Facts | undefined;
    await store.transact('acme', wants, (found) => {
      facts = found;
      return accepted([]);
    });
    expect(facts).toMatchObject({
      state: { clock: { offset: 7 } },
      credential: { id: 'north/one', tenant: 'north', settings: { first: 7 } },
      key: { fingerprint: 'f', status: 201, body: '{"id":1}', at: 5 },
    });
    expect(facts?.counters.get('hits')).toEqual({ value: 3, since: 9 });
    expect([...(facts?.entities.values() ?? [])].flat().map(({ data }) => data)).toEqual([
      { name: 'Nora' },
    ]);
    const filter = { sandbox: 'default', provider: 'acme', kind: 'ticket', limit: 9, offset: 0 };
    expect((await store.entities(filter)).map(({ id }) => id)).toEqual(['t1']);
    await store.close();
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
