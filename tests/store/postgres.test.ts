import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noWants, type Wants } from '../../mock-server/engine/facts.ts';
import { openStore, StoreError, type StoreName } from '../../mock-server/store/open-store.ts';
import { databaseOf } from '../../mock-server/store/postgres/database.ts';
import { migrate, migrations } from '../../mock-server/store/postgres/migrate.ts';
import { defaultSandbox, type Store } from '../../mock-server/store/store.ts';
import { ask, type PostgresServer, startPostgres } from '../support/postgres.ts';
import { accepted, seed, storeContract } from './store-contract.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

const upTo = (number: number) => Array.from({ length: number }, (_, index) => index + 1);
const open = (url: StoreName) => openStore(url, { journalBound: 100 });

storeContract('PostgreSQL', async () => open(await server.database()));

describe('several stores over one database', () => {
  let url: StoreName;
  let stores: Store[] = [];
  const anyStore = (index: number) => stores[index % stores.length] as Store;
  beforeEach(async () => {
    url = await server.database();
    stores = await Promise.all([open(url), open(url), open(url)]);
  });
  afterEach(() => Promise.all(stores.map((store) => store.close())));

  /** Counts one up, and tells what it counted to. */
  const count = async (store: Store, scope: 'tenant' | 'credential', token = 'n1') => {
    const wants = { ...noWants(), token, counters: [{ scope, name: 'hits' }] };
    const { body } = await store.transact('acme', wants, ({ counters }) => {
      const value = (counters.get('hits')?.value ?? 0) + 1;
      return accepted(
        [{ write: 'counter', scope, name: 'hits', counter: { value, since: 0 } }],
        value,
      );
    });
    return Number(body);
  };

  it('make their tables once, however many begin at once', async () => {
    const found = await ask(url, 'SELECT version FROM doublecheck.migrations');
    expect(found).toEqual(migrations.map((_, index) => ({ version: index + 1 })));
  });

  it('are filled by one of those that begin at once', async () => {
    const ids = await Promise.all(stores.map((store) => store.seedMissing(defaultSandbox, [seed])));
    expect(ids).toEqual(stores.map(() => [seed]));
  });

  it.each(['tenant', 'credential'] as const)(
    'count together in the scope of a %s',
    async (scope) => {
      await anyStore(0).seed(defaultSandbox, [seed]);
      const counted = upTo(200).map((index) => count(anyStore(index), scope));
      expect((await Promise.all(counted)).toSorted((a, b) => a - b)).toEqual(upTo(200));
    },
  );

  it('let the credentials of one tenant count together', async () => {
    await anyStore(0).seed(defaultSandbox, [seed]);
    const counted = upTo(200).map((index) =>
      count(anyStore(index), 'tenant', index % 2 === 0 ? 'n1' : 'n2'),
    );
    expect((await Promise.all(counted)).toSorted((a, b) => a - b)).toEqual(upTo(200));
  });

  it('let a name be made once', async () => {
    await anyStore(0).seed(defaultSandbox, [seed]);
    const wanted = { kind: 'customer', field: 'email', value: 'new@x' };
    const findOrMake = (index: number) =>
      anyStore(index).transact(
        'acme',
        { ...noWants(), token: 'n1', entities: [wanted] },
        ({ entities }) => {
          const [found] = [...entities.values()].flat();
          if (found) return accepted([], found.id);
          const made = { write: 'entity', kind: 'customer', id: `new${index}`, data: {} } as const;
          return accepted([{ ...made, aliases: { email: 'new@x' } }], made.id);
        },
      );
    const found = await Promise.all(upTo(60).map(findOrMake));
    expect(new Set(found.map(({ body }) => body)).size).toBe(1);
  });

  it('meet a fault that ends after so many requests so many times', async () => {
    await anyStore(0).seed(defaultSandbox, [seed]);
    const faults = { store: { at: 'commit', times: 7 } } as const;
    await anyStore(1).updateState(defaultSandbox, (state) => ({ ...state, faults }));
    const met = await Promise.allSettled(
      upTo(50).map((index) => count(anyStore(index), 'tenant', index % 2 === 0 ? 'n1' : 'n2')),
    );
    expect(met.filter(({ status }) => status === 'rejected')).toHaveLength(7);
    expect((await anyStore(2).state(defaultSandbox))?.faults).toEqual({});
  });

  it.each(upTo(8))(
    'leave nothing of what was under way when its sandbox was put back (%i)',
    async (round) => {
      await anyStore(0).seed(defaultSandbox, [seed]);
      const counted = upTo(60).map((index) => count(anyStore(index), 'tenant'));
      await counted[round * 3];
      const [counts] = await Promise.all([
        Promise.all(counted),
        anyStore(1).seed(defaultSandbox, [seed]),
      ]);
      const since = (await count(anyStore(2), 'tenant')) - 1;
      const all = [...upTo(60 - since), ...upTo(since)];
      expect(counts.toSorted((a, b) => a - b)).toEqual(all.toSorted((a, b) => a - b));
    },
  );

  it('try again what was in the way of another transaction', async () => {
    await anyStore(0).seed(defaultSandbox, [seed]);
    const aliases = (first: string, second: string) => ({ [first]: 'same', [second]: 'same' });
    const make = (index: number) =>
      anyStore(index).transact('acme', { ...noWants(), token: index % 2 ? 'n1' : 'n2' }, () =>
        accepted([
          {
            write: 'entity',
            kind: 'customer',
            id: `c${index + 100}`,
            data: {},
            aliases: index % 2 ? aliases('a', 'b') : aliases('b', 'a'),
          },
        ]),
      );
    await Promise.all(upTo(100).map(make));
  });
});

/** With everything that a request may want to know and to write. */
async function fileTicket(store: Store, id: string): Promise<void> {
  const wants: Wants = {
    token: 'n1',
    key: { scope: 'tenant', value: id },
    counters: [{ scope: 'tenant', name: 'hits' }],
    entities: [
      { kind: 'customer', field: 'email', value: id },
      { kind: 'customer', field: 'id', value: 'c1' },
    ],
    lists: ['agent'],
  };
  const stored = { fingerprint: 'f', status: 201, body: '{}', at: 5 };
  await store.transact('acme', wants, () =>
    accepted([
      { write: 'entity', kind: 'customer', id, data: {}, aliases: { email: id } },
      { write: 'change', kind: 'agent', id: 'a1', data: {} },
      { write: 'counter', scope: 'tenant', name: 'hits', counter: { value: 1, since: 0 } },
      { write: 'key', scope: 'tenant', value: id, key: stored },
    ]),
  );
}

describe('a PostgreSQL database', () => {
  it('is brought to what a newer version needs, with all that it holds', async () => {
    const url = await server.database();
    const store = await open(url);
    await store.seed(defaultSandbox, [seed]);
    await store.close();
    const newer = [...migrations, 'ALTER TABLE sandboxes ADD COLUMN colour TEXT'];
    const database = databaseOf(url);
    await migrate(database, newer);
    await database.pool.end();
    expect(await ask(url, 'SELECT id, colour FROM doublecheck.sandboxes')).toEqual([
      { id: defaultSandbox, colour: null },
    ]);
    await expect(open(url)).rejects.toThrow(
      /newer doublecheck \(its schema is version 2, this one knows 1\)/,
    );
  });

  it('stays as it was when a change of the tables fails', async () => {
    const url = await server.database();
    const database = databaseOf(url);
    const broken = [...migrations, 'CREATE TABLE more (a TEXT); SELECT 1 / 0'];
    await expect(migrate(database, broken)).rejects.toThrow(/division by zero/);
    await database.pool.end();
    expect(await ask(url, `SELECT to_regnamespace('doublecheck') AS found`)).toEqual([
      { found: null },
    ]);
  });

  it.each<readonly [string, (url: StoreName) => StoreName | Promise<StoreName>, RegExp]>([
    [
      'has a schema of that name that is not ours',
      async (url) => {
        await ask(url, 'CREATE SCHEMA doublecheck');
        return url;
      },
      /a schema "doublecheck" that is not ours/,
    ],
    ['does not exist', (url) => `${url}_nowhere` as StoreName, /does not exist/],
    [
      'is asked with another password',
      (url) => url.replace(':password', ':geheim') as StoreName,
      /password authentication failed/,
    ],
    ['is not there', (url) => url.replace(/:\d+\//, ':1/') as StoreName, /ECONNREFUSED/],
    ['has no URL', () => 'postgres://u:geheim@[' as StoreName, /is no URL/],
    [
      'is asked for with a slash in the password',
      (url) => url.replace(':password@', ':gehe/geheim@') as StoreName,
      /%2F for a slash/,
    ],
    [
      'is asked for with a parameter that nobody knows',
      (url) => `${url}?poool=3` as StoreName,
      /has poool: it may have pool, queue/,
    ],
    [
      'is read-only',
      async (url) => {
        await ask(
          url,
          `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only TO on`,
        );
        return url;
      },
      /is read-only/,
    ],
    [
      'is not in UTF-8',
      async (url) => {
        await ask(
          server.url,
          `CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`,
        );
        return new URL('latin', url).href as StoreName;
      },
      /is in LATIN1/,
    ],
    ['is asked for no connection', (url) => `${url}?pool=0` as StoreName, /pool=0 .* whole number/],
  ])('is refused with a reason when it %s', async (_what, prepare, reason) => {
    const error = await open(await prepare(await server.database())).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(error.message).toMatch(reason);
    expect(error.message).not.toContain('geheim');
  });

  it('finds what a request wants without looking at the rest, however much there is', async () => {
    const url = await server.database();
    let next = 0;
    const fileTickets = async (number: number) => {
      const store = await open(url);
      if (next === 0) await store.seed(defaultSandbox, [seed]);
      for (let sent = 0; sent < number; sent += 50) {
        await Promise.all(upTo(50).map(() => fileTicket(store, String(next++))));
      }
      await store.close();
    };
    const read = async () => {
      const [row] = await ask(
        url,
        `SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS rows
         FROM pg_stat_user_tables WHERE schemaname = 'doublecheck' AND relname <> 'journal'`,
      );
      return Number(row?.rows);
    };
    await fileTickets(3_000);
    const before = await read();
    await fileTickets(100);
    expect(((await read()) - before) / 100).toBeLessThan(20);
  });

  it('keeps times as they are, and reads what is new, whatever its own settings are', async () => {
    const url = await server.database();
    const name = new URL(url).pathname.slice(1);
    await ask(
      url,
      `ALTER DATABASE ${name} SET extra_float_digits TO -15;
      ALTER DATABASE ${name} SET default_transaction_isolation TO 'repeatable read'`,
    );
    const stores = await Promise.all([open(url), open(url)]);
    const [store] = stores;
    await store?.seed(defaultSandbox, [seed]);
    const since = Date.UTC(2031, 4, 5, 6, 7, 8, 9);
    const wants: Wants = { ...noWants(), token: 'n1', counters: [{ scope: 'tenant', name: 'n' }] };
    const counted = await Promise.all(
      upTo(40).map((index) =>
        stores[index % 2]?.transact('acme', wants, ({ counters }) => {
          const value = (counters.get('n')?.value ?? 0) + 1;
          const counter = { value, since: counters.get('n')?.since ?? since };
          return accepted(
            [{ write: 'counter', scope: 'tenant', name: 'n', counter }],
            `${value} ${counter.since}`,
          );
        }),
      ),
    );
    expect(new Set(counted.map((decision) => decision?.body))).toEqual(
      new Set(upTo(40).map((value) => `${value} ${since}`)),
    );
    await Promise.all(stores.map((each) => each.close()));
  });

  it('is asked for no more connections than its URL says', async () => {
    const url = await server.database();
    const store = await open(`${url}?pool=2` as StoreName);
    await store.seed(defaultSandbox, [seed]);
    await Promise.all(Array.from({ length: 50 }, () => store.sandboxes()));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      `SELECT count(*)::int AS open FROM pg_stat_activity WHERE application_name = 'doublecheck' AND datname = current_database()`,
    );
    await client.end();
    await store.close();
    expect(rows).toEqual([{ open: 2 }]);
  });

  it('refuses at once what more requests ask than may wait', async () => {
    const store = await open(`${await server.database()}?pool=1&queue=3` as StoreName);
    await store.seed(defaultSandbox, [seed]);
    const asked = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        store.transact('acme', { ...noWants(), token: 'n1' }, () => accepted([])),
      ),
    );
    expect(asked.map(({ status }) => status)).toEqual([
      ...Array(3).fill('fulfilled'),
      ...Array(7).fill('rejected'),
    ]);
    await store.transact('acme', { ...noWants(), token: 'n1' }, () => accepted([]));
    await store.close();
  });
});
