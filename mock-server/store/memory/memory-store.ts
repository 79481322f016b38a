import type { RealTime } from '../../clock.ts';
import type { Entity, Facts, Wants } from '../../engine/facts.ts';
import type { Decision } from '../../engine/outcome.ts';
import { afterStoreFault, StoreFailure } from '../../faults.ts';
import { freshState } from '../../sandbox-state.ts';
import {
  defaultSandbox,
  type EntityFilter,
  factsOfNobody,
  type Store,
  type StoreOptions,
} from '../store.ts';
import { JournalRing } from './journal-ring.ts';
import { type Caller, type Sandbox, Sandboxes } from './sandboxes.ts';
import { Texts } from './texts.ts';

/** A request that waits for the end of the turn. */
interface Waiting {
  readonly provider: string;
  readonly wants: Wants;
  readonly decide: (facts: Facts) => Decision;
  readonly resolve: (decision: Decision) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The store that ends with the process. Reading, deciding and writing are one synchronous block, so that no two
 * requests can interleave, and a decision's writes are done when none of them can fail any more.
 */
export function openMemoryStore({ journalBound, realTime = Date.now }: StoreOptions): Store {
  const texts = new Texts();
  const journal = new JournalRing(journalBound);
  const sandboxes = new Sandboxes(texts, journal);
  const transact = transactor(sandboxes, realTime);

  return {
    where: 'memory',
    isShared: false,
    async check() {},
    time: async () => realTime(),
    transact,
    entities: async (filter) => entitiesOf(sandboxes, filter),

    seed: async (sandbox, seeds) => sandboxes.seed(sandbox, seeds),
    seedMissing: async (sandbox, seeds) => sandboxes.seedMissing(sandbox, seeds),
    reset: async (sandbox) => sandboxes.reset(sandbox),
    deleteSandbox: async (sandbox) => sandboxes.delete(sandbox),
    sandboxes: async () => sandboxes.names(),
    world: async (sandbox) => sandboxes.get(sandbox)?.world,
    state: async (sandbox) => sandboxes.get(sandbox)?.state,
    async updateState(name, change) {
      const sandbox = sandboxes.get(name);
      if (sandbox) sandbox.state = change(sandbox.state);
      return sandbox?.state;
    },

    appendJournal: async (entries) => journal.append(entries),
    readJournal: async (filter) => journal.read(filter),
    clearJournal: async (sandbox) => journal.clear(sandbox),

    async close() {
      texts.close();
      journal.close();
    },
  };
}

/**
 * All decisions of a turn of the event loop are made in one go at its end: the same code over and over runs half as
 * long again as code that takes turns with a server's.
 */
function transactor(sandboxes: Sandboxes, realTime: RealTime): Store['transact'] {
  let waiting: Waiting[] = [];
  const decideAll = () => {
    const turn = waiting;
    waiting = [];
    for (const { provider, wants, decide, resolve, reject } of turn) {
      const caller = sandboxes.callerOf(provider, wants.token);
      try {
        const decision = decide(factsFor(caller, wants));
        caller?.room.write(decision.writes, caller);
        resolve(decision);
      } catch (error) {
        spendFault(caller?.sandbox ?? sandboxes.get(defaultSandbox), error);
        reject(error);
      }
    }
  };
  const factsFor = (caller: Caller | undefined, wants: Wants): Facts => {
    if (!caller) {
      const state = sandboxes.get(defaultSandbox)?.state ?? freshState;
      return factsOfNobody(state, realTime());
    }
    const { room, sandbox, credential } = caller;
    return {
      realTime: realTime(),
      sandbox: sandbox.name,
      state: sandbox.state,
      credential,
      ...room.factsFor(wants, caller),
    };
  };
  return (provider, wants, decide) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(decideAll);
      waiting.push({ provider, wants, decide, resolve, reject });
    });
}

/** A fault that a request met has one request less to meet. */
function spendFault(sandbox: Sandbox | undefined, error: unknown): void {
  if (!sandbox || !(error instanceof StoreFailure && error.simulated)) return;
  sandbox.state = { ...sandbox.state, faults: afterStoreFault(sandbox.state.faults) };
}

function entitiesOf(
  sandboxes: Sandboxes,
  { sandbox, provider, kind, tenant, view, limit, offset }: EntityFilter,
): Entity[] {
  const room = sandboxes.get(sandbox)?.rooms.get(provider);
  const found: Entity[] = [];
  let passed = 0;
  for (const entity of room?.entities(kind, tenant) ?? []) {
    if (found.length === limit) break;
    const { views } = entity.data as { views?: readonly unknown[] };
    if (view !== undefined && !views?.includes(view)) continue;
    passed += 1;
    if (passed > offset) found.push(entity);
  }
  return found;
}
