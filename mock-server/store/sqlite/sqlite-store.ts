import type { DatabaseSync } from 'node:sqlite';
import type { RealTime } from '../../clock.ts';
import type { Facts, Wants } from '../../engine/facts.ts';
import type { Decision } from '../../engine/outcome.ts';
import { afterStoreFault, StoreFailure } from '../../faults.ts';
import type { SandboxState } from '../../sandbox-state.ts';
import type { EntityFilter, Store } from '../store.ts';
import { asEntity, factReader } from './facts.ts';
import { GroupCommit } from './group-commit.ts';
import { journalKeeper } from './journal.ts';
import { openDatabase, orRefuse } from './open.ts';
import { sandboxKeeper } from './sandboxes.ts';
import { decisionWriter } from './writes.ts';

export interface SqliteOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  /** How many journal entries are kept. */
  readonly journalBound: number;
  /** The system's clock by default. */
  readonly realTime?: RealTime | undefined;
}

/**
 * The store on Node's own SQLite. Reading, deciding and writing are one synchronous block, so that no
 * two requests can interleave; the blocks of one turn of the event loop are committed together.
 *
 * @throws StoreError when the file cannot be used.
 */
export function openSqliteStore(options: SqliteOptions): Store {
  const database = openDatabase(options.file);
  return orRefuse(database, options.file, () => storeOver(database, options));
}

function storeOver(
  database: DatabaseSync,
  { journalBound, realTime = Date.now }: SqliteOptions,
): Store {
  const commits = new GroupCommit(database);
  const readFacts = factReader(database, realTime);
  const writeDecision = decisionWriter(database);
  const sandboxes = sandboxKeeper(database);
  const journal = journalKeeper(database, journalBound);
  const list = database.prepare(
    `SELECT tenant, kind, id, data FROM entities
     WHERE sandbox = ? AND provider = ? AND kind = ? AND (? IS NULL OR tenant = ?)
       AND (? IS NULL OR ? IN (SELECT value FROM json_each(data, '$.views')))
     ORDER BY seq LIMIT ? OFFSET ?`,
  );

  const spendFault = async ({ sandbox }: Facts): Promise<void> => {
    const spent = (state: SandboxState) => ({ ...state, faults: afterStoreFault(state.faults) });
    await commits.run(() => sandboxes.updateState(sandbox, spent));
  };

  return {
    isShared: false,
    time: async () => realTime(),
    async transact(
      provider: string,
      wants: Wants,
      decide: (facts: Facts) => Decision,
    ): Promise<Decision> {
      let facts: Facts | undefined;
      try {
        return await commits.run(() => {
          facts = readFacts(provider, wants);
          const decision = decide(facts);
          writeDecision(provider, facts, decision.writes);
          return decision;
        });
      } catch (error) {
        if (facts && error instanceof StoreFailure && error.simulated) await spendFault(facts);
        throw asStoreFailure(error);
      }
    },

    async entities({
      sandbox,
      provider,
      kind,
      tenant = null,
      view = null,
      limit,
      offset,
    }: Nullable<EntityFilter>) {
      return list
        .all(sandbox, provider, kind, tenant, tenant, view, view, limit, offset)
        .map((row) => asEntity(row as unknown as Parameters<typeof asEntity>[0]));
    },

    seed: (sandbox, seeds) => commits.run(() => sandboxes.seed(sandbox, seeds)),
    seedMissing: (sandbox, seeds) => commits.run(() => sandboxes.seedMissing(sandbox, seeds)),
    deleteSandbox: (sandbox) => commits.run(() => sandboxes.delete(sandbox)),
    sandboxes: async () => sandboxes.list(),
    world: async (sandbox) => sandboxes.world(sandbox),
    state: async (sandbox) => sandboxes.state(sandbox),
    updateState: (sandbox, change) => commits.run(() => sandboxes.updateState(sandbox, change)),

    appendJournal: (rows) => commits.run(() => journal.append(rows)),
    readJournal: async (filter) => journal.read(filter),
    clearJournal: (sandbox) => commits.run(() => journal.clear(sandbox)),

    async close() {
      commits.flush();
      database.close();
    },
  };
}

/** SQLite's own errors as the store's; a bug in a decision stays what it is. */
function asStoreFailure(error: unknown): unknown {
  const isSqlite =
    error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR';
  return isSqlite ? new StoreFailure(error.message, { simulated: false, cause: error }) : error;
}

/** SQLite takes null where the port has undefined. */
type Nullable<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | null : T[K] };
