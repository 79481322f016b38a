import type { DatabaseSync } from 'node:sqlite';
import type { Facts, Wants } from '../../engine/facts.ts';
import type { Decision } from '../../engine/outcome.ts';
import { afterStoreFault, StoreFailure } from '../../faults.ts';
import type { SandboxState } from '../../sandbox-state.ts';
import { defaultSandbox, type EntityFilter, type Store, type StoreOptions } from '../store.ts';
import { asEntity, factReader } from './facts.ts';
import { asStoreFailure } from './failure.ts';
import { journalKeeper } from './journal.ts';
import { openDatabase, orRefuse } from './open.ts';
import { Remembered } from './remembered.ts';
import { sandboxKeeper } from './sandboxes.ts';
import { Turns } from './turns.ts';
import { decisionWriter } from './writes.ts';

export interface SqliteOptions extends StoreOptions {
  /** A path. */
  readonly file: string;
}

/**
 * The store in a file, on Node's own SQLite. Reading, deciding and writing are one synchronous block, so that no
 * two requests can interleave; the blocks of one turn of the event loop are committed together.
 *
 * @throws StoreError when the file cannot be used.
 */
export function openSqliteStore({ file, ...options }: SqliteOptions): Store {
  const database = openDatabase(file);
  return orRefuse(database, file, () => storeOver(database, file, options));
}

function storeOver(
  database: DatabaseSync,
  where: string,
  { journalBound, realTime = Date.now }: StoreOptions,
): Store {
  const journal = journalKeeper(database, journalBound);
  const remembered = new Remembered();
  const readFacts = factReader(database, remembered, realTime);
  const { write, writeCounters } = decisionWriter(database, remembered);
  const sandboxes = sandboxKeeper(database, journal);
  const list = database.prepare(
    `SELECT tenant, kind, id, data FROM entities
     WHERE room = (SELECT id FROM rooms WHERE sandbox = ? AND provider = ?) AND kind = ?
       AND (? IS NULL OR tenant = ?) AND (? IS NULL OR ? IN (SELECT value FROM json_each(data, '$.views')))
     ORDER BY seq LIMIT ? OFFSET ?`,
  );
  const turns = new Turns(database, {
    ending() {
      writeCounters();
      remembered.forgetIfMany();
    },
    undone: () => remembered.forget(),
  });

  const run = <T>(work: () => T): Promise<T> => turns.run(work);
  const read = async <T>(work: () => T): Promise<T> => {
    try {
      return work();
    } catch (error) {
      throw asStoreFailure(error);
    }
  };
  /** Changes what is remembered, otherwise than by a decision. */
  const changed = <T>(work: () => T): T => {
    writeCounters();
    remembered.forget();
    return work();
  };
  const change = <T>(work: () => T): Promise<T> => run(() => changed(work));
  const touch = database.prepare('UPDATE sandboxes SET state = state WHERE id = ?');
  const spent = (state: SandboxState) => ({ ...state, faults: afterStoreFault(state.faults) });
  const spendFault = (sandbox: string) => changed(() => sandboxes.updateState(sandbox, spent));

  return {
    where,
    isShared: false,
    check: () => run(() => void touch.run(defaultSandbox)),
    time: async () => realTime(),
    transact(
      provider: string,
      wants: Wants,
      decide: (facts: Facts) => Decision,
    ): Promise<Decision> {
      let sandbox = defaultSandbox;
      const work = () => {
        const { facts, caller } = readFacts(provider, wants);
        sandbox = facts.sandbox;
        const decision = decide(facts);
        if (caller) write(caller, decision.writes);
        return decision;
      };
      const again = ({ writes }: Decision) => {
        const { caller } = readFacts(provider, wants);
        if (caller) write(caller, writes);
      };
      /** A fault that it met is spent before the next request. */
      const instead = (error: unknown) => {
        if (error instanceof StoreFailure && error.simulated) spendFault(sandbox);
      };
      return turns.run(work, { again, instead });
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

    appendJournal: (entries) => run(() => journal.append(entries)),
    readJournal: (filter) => read(() => journal.read(filter)),
    clearJournal: (sandbox) => run(() => journal.clear(sandbox)),

    async close() {
      turns.end();
      database.close();
    },
  };
}

/** SQLite takes null where the port has undefined. */
type Nullable<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | null : T[K] };
