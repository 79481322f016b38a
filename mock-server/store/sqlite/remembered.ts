import type { Counter, Credential, Write } from '../../engine/facts.ts';
import type { SandboxState } from '../../sandbox-state.ts';
import { scopeName } from '../store.ts';
import { KnownEntities } from './known-entities.ts';

/** So many callers, counters and answers about entities are kept in mind; beyond that all are read anew. */
const most = 20_000;

/** What is known of one provider in one sandbox. */
export class Room {
  readonly id: number;
  readonly sandbox: string;
  readonly counters = new Map<string, Counter | undefined>();
  /** Counters that were counted and not written yet. */
  readonly unwritten = new Map<string, UnwrittenCounter>();
  readonly entities = new KnownEntities();

  constructor(id: number, sandbox: string) {
    this.id = id;
    this.sandbox = sandbox;
  }
}

interface UnwrittenCounter {
  readonly scope: string;
  readonly name: string;
  readonly counter: Counter;
}

/** Who has a token, and where it leads. */
export interface Caller {
  readonly room: Room;
  readonly state: SandboxState;
  readonly credential: Credential;
  /** Names of the counters and keys of each scope. */
  readonly scopes: { readonly tenant: string; readonly credential: string };
}

/**
 * What this process, which alone has the database, need not read again. Counters are written once a turn,
 * since one changes with every request; all else is in the database already and can be forgotten at any time.
 */
export class Remembered {
  readonly #callers = new Map<string, Caller>();
  readonly #rooms = new Map<number, Room>();
  /** Those that have counters to be written. */
  readonly #counting = new Set<Room>();
  #size = 0;
  /** The state that requests of nobody see. */
  nobody: SandboxState | undefined;

  caller(provider: string, token: string): Caller | undefined {
    return this.#callers.get(`${provider} ${token}`);
  }

  setCaller(
    provider: string,
    token: string,
    about: { room: number; sandbox: string; state: SandboxState; credential: Credential },
  ): Caller {
    const { state, credential } = about;
    const room = this.#roomOf(about.room, about.sandbox);
    const scopes = {
      tenant: scopeName('tenant', credential),
      credential: scopeName('credential', credential),
    };
    const caller = { room, state, credential, scopes };
    this.#callers.set(`${provider} ${token}`, caller);
    this.count();
    return caller;
  }

  /** Keeps a write in mind that is in the database, or, for a counter, will be at the turn's end. */
  learn({ room, credential: { tenant }, scopes }: Caller, write: Write): void {
    if (write.write === 'entity') {
      const { kind, id, data, aliases } = write;
      room.entities.add({ tenant, kind, id, data }, aliases);
    }
    if (write.write === 'change') room.entities.change({ ...write, tenant });
    if (write.write === 'counter') {
      const { name, counter } = write;
      const scope = scopes[write.scope];
      room.counters.set(counterName(scope, name), counter);
      room.unwritten.set(counterName(scope, name), { scope, name, counter });
      this.#counting.add(room);
    }
  }

  /** The counters to be written, by where they belong; after this they are taken for written. */
  *takeUnwritten(): Generator<[Room, UnwrittenCounter]> {
    for (const room of this.#counting) {
      for (const counter of room.unwritten.values()) yield [room, counter];
      room.unwritten.clear();
    }
    this.#counting.clear();
  }

  /** One thing more is kept in mind. */
  count(): void {
    this.#size += 1;
  }

  /** Makes room; to be called when everything is written. */
  forgetIfMany(): void {
    if (this.#size > most) this.forget();
  }

  /** Somebody changed the database otherwise, or undid what was written. */
  forget(): void {
    this.nobody = undefined;
    this.#size = 0;
    this.#counting.clear();
    this.#callers.clear();
    this.#rooms.clear();
  }

  #roomOf(id: number, sandbox: string): Room {
    const known = this.#rooms.get(id);
    if (known) return known;
    const room = new Room(id, sandbox);
    this.#rooms.set(id, room);
    return room;
  }
}

export function counterName(scope: string, name: string): string {
  return `${scope} ${name}`;
}
