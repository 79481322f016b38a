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
  const turn = new Turn(sandboxes, realTime);
  /** What was asked before is done before. */
  const change = async <T>(work: () => T): Promise<T> => {
    turn.end();
    return work();
  };

  return {
    where: 'memory',
    isShared: false,
    check: () => change(() => {}),
    time: async () => realTime(),
    transact: (provider, wants, decide) => turn.transact(provider, wants, decide),
    entities: async (filter) => entitiesOf(sandboxes, filter),

    seed: (sandbox, seeds) => change(() => sandboxes.seed(sandbox, seeds)),
    seedMissing: (sandbox, seeds) => change(() => sandboxes.seedMissing(sandbox, seeds)),
    reset: (sandbox) => change(() => sandboxes.reset(sandbox)),
    deleteSandbox: (sandbox) => change(() => sandboxes.delete(sandbox)),
    sandboxes: async () => sandboxes.names(),
    world: async (sandbox) => sandboxes.get(sandbox)?.world,
    state: async (sandbox) => sandboxes.get(sandbox)?.state,
    updateState: (name, edit) =>
      change(() => {
        const sandbox = sandboxes.get(name);
        if (sandbox) sandbox.state = edit(sandbox.state);
        return sandbox?.state;
      }),

    appendJournal: async (entries) => journal.append(entries),
    readJournal: async (filter) => journal.read(filter),
    clearJournal: async (sandbox) => journal.clear(sandbox),

    async close() {
      turn.close();
      texts.close();
      journal.close();
    },
  };
}

/**
 * All decisions of a turn of the event loop are made in one go at its end: the same code over and over runs half as
 * long again as code that takes turns with a server's.
 */
class Turn {
  readonly #sandboxes: Sandboxes;
  readonly #realTime: RealTime;
  #waiting: Waiting[] = [];
  #isClosed = false;

  constructor(sandboxes: Sandboxes, realTime: RealTime) {
    this.#sandboxes = sandboxes;
    this.#realTime = realTime;
  }

  transact(provider: string, wants: Wants, decide: Waiting['decide']): Promise<Decision> {
    return new Promise((resolve, reject) => {
      this.#mustBeOpen();
      if (this.#waiting.length === 0) setImmediate(() => this.#isClosed || this.end());
      this.#waiting.push({ provider, wants, decide, resolve, reject });
    });
  }

  close(): void {
    this.end();
    this.#isClosed = true;
  }

  /** Decides over what waits, without waiting for the end of the event loop's turn. */
  end(): void {
    this.#mustBeOpen();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { provider, wants, decide, resolve, reject } of waiting) {
      const caller = this.#sandboxes.callerOf(provider, wants.token);
      try {
        const decision = decide(this.#factsFor(caller, wants));
        caller?.room.write(decision.writes, caller, caller.sandbox.state.faults);
        resolve(decision);
      } catch (error) {
        spendFault(caller?.sandbox ?? this.#sandboxes.get(defaultSandbox), error);
        reject(error);
      }
    }
  }

  #mustBeOpen(): void {
    if (this.#isClosed) throw new StoreFailure('the store is closed', { simulated: false });
  }

  #factsFor(caller: Caller | undefined, wants: Wants): Facts {
    const realTime = this.#realTime();
    if (!caller)
      return factsOfNobody(this.#sandboxes.get(defaultSandbox)?.state ?? freshState, realTime);
    const { room, sandbox, credential } = caller;
    const { name, state } = sandbox;
    return { realTime, sandbox: name, state, credential, ...room.factsFor(wants, caller) };
  }
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
    const { views } = entity.data;
    if (view !== undefined && !(Array.isArray(views) && views.includes(view))) continue;
    passed += 1;
    if (passed > offset) found.push(entity);
  }
  return found;
}
