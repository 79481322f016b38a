import type { Credential } from '../../engine/facts.ts';
import { StoreFailure } from '../../faults.ts';
import { freshState, type SandboxState } from '../../sandbox-state.ts';
import { type Seed, without } from '../../world/seed.ts';
import { scopeName } from '../store.ts';
import type { JournalRing } from './journal-ring.ts';
import { Room, type Scopes } from './room.ts';
import type { Texts } from './texts.ts';

export interface Sandbox {
  readonly name: string;
  state: SandboxState;
  world: readonly Seed[];
  /** By provider. */
  readonly rooms: Map<string, Room>;
}

/** Who has a token, and where it leads. */
export interface Caller {
  readonly sandbox: Sandbox;
  readonly room: Room;
  readonly credential: Credential;
  readonly scopes: Scopes;
}

/** Makes, empties and describes sandboxes. */
export class Sandboxes {
  readonly #texts: Texts;
  readonly #journal: JournalRing;
  readonly #sandboxes = new Map<string, Sandbox>();
  /** By provider and token. */
  readonly #callers = new Map<string, Map<string, Caller>>();

  constructor(texts: Texts, journal: JournalRing) {
    this.#texts = texts;
    this.#journal = journal;
  }

  callerOf(provider: string, token: string | undefined): Caller | undefined {
    return token === undefined ? undefined : this.#callers.get(provider)?.get(token);
  }

  get(name: string): Sandbox | undefined {
    return this.#sandboxes.get(name);
  }

  names(): string[] {
    return [...this.#sandboxes.keys()].sort();
  }

  /** @throws StoreFailure when a token or an id is taken, and then nothing is changed. */
  seed(name: string, seeds: readonly Seed[]): void {
    const sandbox = this.#sandboxes.get(name) ?? newSandbox(name);
    this.#fill(sandbox, seeds);
    sandbox.state = freshState;
    const providers = seeds.map(({ provider }) => provider);
    this.#journal.clear(name, providers);
  }

  seedMissing(name: string, seeds: readonly Seed[]): readonly Seed[] {
    const sandbox = this.#sandboxes.get(name) ?? newSandbox(name);
    this.#fill(sandbox, without(seeds, sandbox.world));
    return sandbox.world;
  }

  reset(name: string): boolean {
    const world = this.#sandboxes.get(name)?.world;
    if (world) this.seed(name, world);
    return world !== undefined;
  }

  delete(name: string): boolean {
    const sandbox = this.#sandboxes.get(name);
    if (sandbox) this.#empty(sandbox, sandbox.world);
    this.#journal.clear(name);
    return this.#sandboxes.delete(name);
  }

  #fill(sandbox: Sandbox, seeds: readonly Seed[]): void {
    this.#mustBeFree(sandbox, seeds);
    const rooms = this.#roomsOf(seeds);
    const others = without(sandbox.world, seeds);
    const replaced = sandbox.world.filter((seed) => !others.includes(seed));
    this.#empty(sandbox, replaced);
    for (const [index, seed] of seeds.entries()) this.#plant(sandbox, seed, rooms[index] as Room);
    sandbox.world = [...others, ...seeds];
    this.#sandboxes.set(sandbox.name, sandbox);
  }

  /** @throws StoreFailure when an id is taken, and then nothing is kept. */
  #roomsOf(seeds: readonly Seed[]): Room[] {
    const rooms = seeds.map(() => new Room(this.#texts));
    try {
      for (const [index, { entities }] of seeds.entries()) rooms[index]?.fill(entities);
      return rooms;
    } catch (error) {
      for (const room of rooms) room.clear();
      throw error;
    }
  }

  #mustBeFree(sandbox: Sandbox, seeds: readonly Seed[]): void {
    const given = new Set<string>();
    for (const { provider, credentials } of seeds) {
      for (const { id, token } of credentials) {
        const name = `${provider} ${token}`;
        const other = this.callerOf(provider, token)?.sandbox ?? sandbox;
        if (other !== sandbox || given.has(name)) throw takenToken(id, other);
        given.add(name);
      }
    }
  }

  #plant(sandbox: Sandbox, { provider, tenants, credentials }: Seed, room: Room): void {
    sandbox.rooms.set(provider, room);
    const settings = new Map(tenants.map((tenant) => [tenant.id, tenant.settings]));
    const callers = this.#callers.get(provider) ?? new Map<string, Caller>();
    this.#callers.set(provider, callers);
    for (const { token, role, ...known } of credentials) {
      const credential = { ...known, settings: settings.get(known.tenant) ?? {} };
      const scopes = {
        tenant: scopeName('tenant', credential),
        credential: scopeName('credential', credential),
      };
      callers.set(token, { sandbox, room, credential, scopes });
    }
  }

  /** Takes away what the sandbox has of these providers. */
  #empty(sandbox: Sandbox, seeds: readonly Seed[]): void {
    for (const { provider, credentials } of seeds) {
      const room = sandbox.rooms.get(provider);
      sandbox.rooms.delete(provider);
      // Nobody finds it any more; who waits for the answer need not wait for this.
      setImmediate(() => room?.clear());
      for (const { token } of credentials) this.#callers.get(provider)?.delete(token);
    }
  }
}

function takenToken(id: string, { name }: Sandbox): StoreFailure {
  const message = `the token of ${id} is one of the sandbox ${name} already: tokens are unique`;
  return new StoreFailure(message, { simulated: false });
}

function newSandbox(name: string): Sandbox {
  return { name, state: freshState, world: [], rooms: new Map() };
}
