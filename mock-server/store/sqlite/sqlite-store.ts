import type { DatabaseSync } from 'node:sqlite';
import type { RealTime } from '../../clock.ts';
import type { Facts, Wants } from '../../engine/facts.ts';
import type { Decision } from '../../engine/outcome.ts';
import { afterStoreFault, StoreFailure } from '../../faults.ts';
import type { SandboxState } from '../../sandbox-state.ts';
import { defaultSandbox, type EntityFilter, type Store } from '../store.ts';
import { asEntity, factReader } from './facts.ts';
import { journalKeeper } from './journal.ts';
import { openDatabase, openTemporary, orRefuse } from './open.ts';
import { Remembered } from './remembered.ts';
import { sandboxKeeper } from './sandboxes.ts';
import { type Bounds, committed, neverCommitted, Turns } from './turns.ts';
import { decisionWriter } from './writes.ts';

export interface SqliteOptions {
  /** A path; without one the state ends with the process. */
  readonly file?: string | undefined;
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
  const { file } = options;
  if (file === undefined) {
    const database = openTemporary();
    return storeOver(database, neverCommitted(database), 'memory', options);
  }
  const database = openDatabase(file);
  return orRefuse(database, file, () => storeOver(database, committed(database), file, options));
}

function storeOver(
  database: DatabaseSync,
  bounds: Bounds,
  where: string,
  { journalBound, realTime = Date.now }: SqliteOptions,
): Store {
  const remembered = new Remembered();
  const readFacts = factReader(database, remembered, realTime);
  const { write, writeCounters } = decisionWriter(database, remembered);
  const sandboxes = sandboxKeeper(database);
  const journal = journalKeeper(database, journalBound);
  const list = database.prepare(
    `SELECT tenant, kind, id, data FROM entities
     WHERE sandbox = ? AND provider = ? AND kind = ? AND (? IS NULL OR tenant = ?)
       AND (? IS NULL OR ? IN (SELECT value FROM json_each(data, '$.views')))
     ORDER BY seq LIMIT ? OFFSET ?`,
  );
  const turns = new Turns(bounds, {
    ending() {
      writeCounters();
      remembered.forgetIfMany();
    },
    undone: () => remembered.forget(),
  });

  const run = <T>(work: () => T): Promise<T> => told(turns.run(work));
  const read = async <T>(work: () => T): Promise<T> => told(Promise.resolve().then(work));
  /** Changes what is remembered, otherwise than by a decision. */
  const change = <T>(work: () => T): Promise<T> =>
    run(() => {
      writeCounters();
      remembered.forget();
      return work();
    });
  const touch = database.prepare('UPDATE sandboxes SET state = state WHERE id = ?');
  const spent = (state: SandboxState) => ({ ...state, faults: afterStoreFault(state.faults) });

  return {
    where,
    isShared: false,
    check: () => run(() => void touch.run(defaultSandbox)),
    time: async () => realTime(),
    async transact(
      provider: string,
      wants: Wants,
      decide: (facts: Facts) => Decision,
    ): Promise<Decision> {
      let sandbox = defaultSandbox;
      let isFaultMet = false;
      const work = () => {
        try {
          const { facts, caller } = readFacts(provider, wants);
          sandbox = facts.sandbox;
          const decision = decide(facts);
          if (caller) write(caller, decision.writes);
          return decision;
        } catch (error) {
          isFaultMet = error instanceof StoreFailure && error.simulated;
          throw error;
        }
      };
      const again = ({ writes }: Decision) => {
        const { caller } = readFacts(provider, wants);
        if (caller) write(caller, writes);
      };
      const running = turns.run(work, again);
      // By now the work is done, or undone: a fault that it met is spent before the next request.
      if (isFaultMet)
        await Promise.allSettled([running, change(() => sandboxes.updateState(sandbox, spent))]);
      return told(running);
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

    seed: (sandbox, seeds) => change(() => sandboxes.seed(sandbox, seeds)),
    seedMissing: (sandbox, seeds) => change(() => sandboxes.seedMissing(sandbox, seeds)),
    reset: (sandbox) => change(() => sandboxes.reset(sandbox)),
    deleteSandbox: (sandbox) => change(() => sandboxes.delete(sandbox)),
    sandboxes: () => read(() => sandboxes.list()),
    world: (sandbox) => read(() => sandboxes.world(sandbox)),
    state: (sandbox) => read(() => sandboxes.state(sandbox)),
    updateState: (sandbox, edit) => change(() => sandboxes.updateState(sandbox, edit)),

    appendJournal: (rows) => run(() => journal.append(rows)),
    readJournal: (filter) => read(() => journal.read(filter)),
    clearJournal: (sandbox) => run(() => journal.clear(sandbox)),

    async close() {
      turns.end();
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
