import type { Facts, Wants } from '../../engine/facts.ts';
import type { Decision } from '../../engine/outcome.ts';
import type { EntityFilter, Store, StoreOptions } from '../store.ts';
import { databaseOf } from './database.ts';
import { asEntity, databaseTime } from './facts.ts';
import { journalKeeper } from './journal.ts';
import { Lanes } from './lanes.ts';
import { migrate } from './migrate.ts';
import { inTransaction, told } from './on-connection.ts';
import { sandboxKeeper } from './sandboxes.ts';

/** PostgreSQL looks into no JSON that has NUL or lone surrogates, which a client may send; here they are others. */
const searchable = String.raw`regexp_replace(data::text, '\\u(0000|d[89a-f]..)', '\\u0001', 'g')::jsonb`;

const list = `
  SELECT tenant, kind, id, data FROM entities
  WHERE sandbox = $1 AND provider = $2 AND kind = $3 AND ($4::text IS NULL OR tenant = $4)
    AND ($5::text IS NULL OR ${searchable}->'views' ? $5)
  ORDER BY seq LIMIT $6 OFFSET $7`;

/**
 * The store on PostgreSQL, which many doubles may share. A request holds what its facts are until its writes
 * are committed, whichever double it came to; time is the database's.
 *
 * @throws StoreError when the database cannot be used.
 */
export async function openPostgresStore(options: StoreOptions & { url: string }): Promise<Store> {
  const { url, journalBound, realTime } = options;
  const database = databaseOf(url);
  const { pool } = database;
  await migrate(database).catch(async (error) => {
    await pool.end();
    throw error;
  });
  const lanes = new Lanes(database);
  const journal = journalKeeper(pool, journalBound);

  const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await told(pool.query<Row>(text, values))).rows;
  const keep = <T>(sandbox: string, work: (keeper: SandboxKeeper) => Promise<T>): Promise<T> =>
    inTransaction(pool, (client) => work(sandboxKeeper(client, sandbox)));
  const column = async (sandbox: string, name: 'state' | 'world') => {
    const sql = `SELECT ${name} AS value FROM sandboxes WHERE id = $1`;
    const [row] = await query<{ value: string }>(sql, [sandbox]);
    return row && JSON.parse(row.value);
  };

  return {
    where: database.where,
    isShared: true,
    async check() {
      // It writes nothing, and may only do what a request has to.
      await query('DELETE FROM entities WHERE false');
    },
    async time() {
      if (realTime) return realTime();
      const [row] = await query<{ now: number }>(`SELECT ${databaseTime} AS now`);
      return row?.now ?? Number.NaN;
    },
    transact(provider: string, wants: Wants, decide: (facts: Facts) => Decision) {
      const caller = { provider, token: wants.token };
      const dated = realTime
        ? (facts: Facts) => decide({ ...facts, realTime: realTime() })
        : decide;
      return new Promise((resolve, reject) => {
        lanes.add(caller, { wants, decide: dated, resolve, reject });
      });
    },

    async entities({ sandbox, provider, kind, tenant, view, limit, offset }: EntityFilter) {
      const values = [sandbox, provider, kind, tenant ?? null, view ?? null, limit, offset];
      const rows = await query<EntityRow>(list, values);
      return rows.map((row) => asEntity([row.tenant, row.kind, row.id, row.data]));
    },

    seed: (sandbox, seeds) => keep(sandbox, (keeper) => keeper.seed(seeds)),
    seedMissing: (sandbox, seeds) => keep(sandbox, (keeper) => keeper.seedMissing(seeds)),
    reset: (sandbox) => keep(sandbox, (keeper) => keeper.reset()),
    deleteSandbox: (sandbox) => keep(sandbox, (keeper) => keeper.delete()),
    async sandboxes() {
      const rows = await query<{ id: string }>('SELECT id FROM sandboxes ORDER BY id');
      return rows.map(({ id }) => id);
    },
    world: (sandbox) => column(sandbox, 'world'),
    state: (sandbox) => column(sandbox, 'state'),
    async updateState(sandbox, update) {
      let refused: { readonly error: unknown } | undefined;
      const changed = await keep(sandbox, (keeper) =>
        keeper.updateState((state) => {
          try {
            return update(state);
          } catch (error) {
            refused = { error };
            return state;
          }
        }),
      );
      if (refused) throw refused.error;
      return changed;
    },

    appendJournal: (entries) => told(journal.append(entries)),
    readJournal: (filter) => told(journal.read(filter)),
    clearJournal: (sandbox) => told(journal.clear(sandbox)),
    close: () => pool.end(),
  };
}

type SandboxKeeper = ReturnType<typeof sandboxKeeper>;
type EntityRow = { tenant: string; kind: string; id: string; data: object };
