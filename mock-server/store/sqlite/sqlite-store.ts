import type { DatabaseSync } from 'node:sqlite';
import type { RealTime } from '../../clock.ts';
import type { Facts, Wants } from '../../engine/facts.ts';
import type { Decision } from '../../engine/outcome.ts';
import { afterStoreFault, StoreFailure } from '../../faults.ts';
import type { SandboxState } from '../../sandbox-state.ts';
import { defaultSandbox, type EntityFilter, type Store } from '../store.ts';
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
  { file, journalBound, realTime = Date.now }: SqliteOptions,
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

  const run = <T>(work: () => T): Promise<T> => told(commits.run(work));
  const read = async <T>(work: () => T): Promise<T> => told(Promise.resolve().then(work));
  const touch = database.prepare('UPDATE sandboxes SET state = state WHERE id = ?');
  const spent = (state: SandboxState) => ({ ...state, faults: afterStoreFault(state.faults) });

  /** What the work throws is undone when this returns, so a fault that it met is spent before the next request. */
  const runAndSpend = async (work: () => Decision, factsOf: () => Facts | undefined) => {
    let failure: unknown;
    const running = run(() => {
      try {
        return work();
      } catch (error) {
        failure = error;
        throw error;
      }
    });
    const facts = factsOf();
    if (!facts || !(failure instanceof StoreFailure && failure.simulated)) return running;
    const spending = run(() => sandboxes.updateState(facts.sandbox, spent));
    await Promise.allSettled([running, spending]);
    return running;
  };

  return {
    where: file,
    isShared: false,
    check: () => run(() => void touch.run(defaultSandbox)),
    time: async () => realTime(),
    transact(
      provider: string,
      wants: Wants,
      decide: (facts: Facts) => Decision,
    ): Promise<Decision> {
      let facts: Facts | undefined;
      const work = () => {
        facts = readFacts(provider, wants);
        const decision = decide(facts);
        writeDecision(provider, facts, decision.writes);
        return decision;
      };
      return runAndSpend(work, () => facts);
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
      const rows = await read(() =>
        list.all(sandbox, provider, kind, tenant, tenant, view, view, limit, offset),
      );
      return rows.map((row) => asEntity(row as unknown as Parameters<typeof asEntity>[0]));
    },

    seed: (sandbox, seeds) => run(() => sandboxes.seed(sandbox, seeds)),
    seedMissing: (sandbox, seeds) => run(() => sandboxes.seedMissing(sandbox, seeds)),
    reset: (sandbox) => run(() => sandboxes.reset(sandbox)),
    deleteSandbox: (sandbox) => run(() => sandboxes.delete(sandbox)),
    sandboxes: () => read(() => sandboxes.list()),
    world: (sandbox) => read(() => sandboxes.world(sandbox)),
    state: (sandbox) => read(() => sandboxes.state(sandbox)),
    updateState: (sandbox, change) => run(() => sandboxes.updateState(sandbox, change)),

    appendJournal: (rows) => run(() => journal.append(rows)),
    readJournal: (filter) => read(() => journal.read(filter)),
    clearJournal: (sandbox) => run(() => journal.clear(sandbox)),

    async close() {
      commits.flush();
      database.close();
    },
  };
}

/** @throws StoreFailure for SQLite's own errors; a bug in a decision stays what it is. */
async function told<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    const isSqlite =
      error instanceof Error && (error as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR';
    if (!isSqlite) throw error;
    throw new StoreFailure(error.message, { simulated: false, cause: error });
  }
}

/** SQLite takes null where the port has undefined. */
type Nullable<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | null : T[K] };
