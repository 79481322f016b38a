import type { RealTime } from '../clock.ts';
import type { Credential, Entity, Facts, Scope, Wants } from '../engine/facts.ts';
import type { Decision } from '../engine/outcome.ts';
import type { JournalEntry, JournalFilter } from '../journal/journal.ts';
import type { SandboxState } from '../sandbox-state.ts';
import type { Seed } from '../world/seed.ts';

/** The sandbox that requests without a valid credential belong to, and that exists from the start. */
export const defaultSandbox = 'default';

export interface StoreOptions {
  /** How many journal entries are kept, of all sandboxes together. */
  readonly journalBound: number;
  /** The clock that all go by who share the store: by default the system's, or the database's own. */
  readonly realTime?: RealTime | undefined;
}

export interface EntityFilter {
  readonly sandbox: string;
  readonly provider: string;
  readonly kind: string;
  readonly tenant?: string | undefined;
  /** Only those whose `views` have this one. */
  readonly view?: string | undefined;
  /** At most so many, the oldest first. */
  readonly limit: number;
  /** How many to pass over. */
  readonly offset: number;
}

/**
 * Remembers everything that is state. `transact` is the whole of a request: it reads the facts, hands
 * them to the decision, and does all the decision's writes or none of them. Nothing that another
 * request does comes between.
 *
 * One contract of tests (`tests/store/store-contract.ts`) runs over every implementation.
 */
export interface Store {
  /** Its file or address, for messages: no secret is in it. */
  readonly where: string;
  /** Whether several doubles may have it open at once, and act as one. */
  readonly isShared: boolean;
  /** @throws StoreFailure when it could not keep a request's writes at the moment. */
  check(): Promise<void>;
  /** The real time, in milliseconds since 1970: one clock for all who share the store. */
  time(): Promise<number>;

  /**
   * @returns the decision, once its writes will outlive whatever the store promises to outlive.
   * @throws StoreFailure when it cannot; then nothing was written, but where a database went away while it
   *   committed, which nobody can know.
   */
  transact(provider: string, wants: Wants, decide: (facts: Facts) => Decision): Promise<Decision>;

  /** Entities in the order of their creation. */
  entities(filter: EntityFilter): Promise<Entity[]>;

  /**
   * Fills a sandbox with worlds, and makes it if it is new. What it held of these providers before is
   * gone; its clock runs and its faults end.
   */
  seed(sandbox: string, seeds: readonly Seed[]): Promise<void>;
  /**
   * Fills a sandbox with those worlds that it lacks, in one step, and makes it if it is new. What it holds
   * stays as it is.
   *
   * @returns the worlds that it has now.
   */
  seedMissing(sandbox: string, seeds: readonly Seed[]): Promise<readonly Seed[]>;
  /** Puts a sandbox back to its worlds as on the first day. @returns whether there is such a sandbox. */
  reset(sandbox: string): Promise<boolean>;
  /** Whether there was such a sandbox. */
  deleteSandbox(sandbox: string): Promise<boolean>;
  sandboxes(): Promise<string[]>;
  /** The world that a sandbox was filled with; undefined when there is no such sandbox. */
  world(sandbox: string): Promise<readonly Seed[] | undefined>;
  /** Undefined when there is no such sandbox. */
  state(sandbox: string): Promise<SandboxState | undefined>;
  /**
   * Changes the state in one step: no other change comes between reading and writing it. What the change
   * throws is thrown on, and nothing is changed.
   *
   * @returns the new state; undefined when there is no such sandbox.
   */
  updateState(
    sandbox: string,
    change: (state: SandboxState) => SandboxState,
  ): Promise<SandboxState | undefined>;

  /** Keeps the newest entries up to the journal's bound. */
  appendJournal(entries: readonly JournalEntry[]): Promise<void>;
  /** The newest entries that match, oldest first. */
  readJournal(filter: JournalFilter): Promise<JournalEntry[]>;
  clearJournal(sandbox: string): Promise<void>;

  /** After this nothing is open and nothing may be called. */
  close(): Promise<void>;
}

/** The name space of a counter or key: a tenant's, or one credential's. */
export function scopeName(scope: Scope, { tenant, id }: Pick<Credential, 'tenant' | 'id'>): string {
  return scope === 'tenant' ? `tenant ${tenant}` : `credential ${id}`;
}

/** What is known of a request whose token nobody has. */
export function factsOfNobody(state: SandboxState, realTime: number): Facts {
  return {
    realTime,
    sandbox: defaultSandbox,
    state,
    credential: undefined,
    key: undefined,
    counters: new Map(),
    entities: new Map(),
    lists: new Map(),
  };
}
