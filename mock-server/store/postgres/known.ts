import {
  type Counter,
  type Credential,
  type Entity,
  type Facts,
  lookupName,
  type StoredKey,
  type Wants,
  type Write,
} from '../../engine/facts.ts';
import { afterStoreFault } from '../../faults.ts';
import type { SandboxState } from '../../sandbox-state.ts';
import { defaultSandbox, factsOfNobody } from '../store.ts';
import { scoped } from './asked.ts';

/** Who calls, and what of the store was read for its requests. */
export interface Found {
  readonly realTime: number;
  readonly state: SandboxState;
  /** Absent when nobody has the token. */
  readonly caller?: { readonly sandbox: string; readonly credential: Credential } | undefined;
  readonly keys: Map<string, StoredKey>;
  readonly counters: Map<string, Counter>;
  readonly entities: Map<string, Entity[]>;
  readonly lists: Map<string, Entity[]>;
}

/**
 * The facts of a batch of requests of one caller, read together. Each request is decided in its turn, and
 * what it writes is known to those after it.
 */
export class Known {
  readonly found: Found;
  state: SandboxState;

  constructor(found: Found) {
    this.found = found;
    this.state = found.state;
  }

  get sandbox(): string {
    return this.found.caller?.sandbox ?? defaultSandbox;
  }

  /** Whether a fault that counts what it meets has met something. */
  get isFaultSpent(): boolean {
    return this.state.faults !== this.found.state.faults;
  }

  spendFault(): void {
    this.state = { ...this.state, faults: afterStoreFault(this.state.faults) };
  }

  factsFor(wants: Wants): Facts {
    const { realTime, caller, keys, counters, entities, lists } = this.found;
    const { state } = this;
    if (!caller) return factsOfNobody(state, realTime);
    const { key } = wants;
    const counted = wants.counters.flatMap((wanted) => {
      const counter = counters.get(scoped(wanted, wanted.name));
      return counter ? [[wanted.name, counter] as const] : [];
    });
    const names = wants.entities.map(({ kind, field, value }) => lookupName(kind, field, value));
    return {
      realTime,
      state,
      sandbox: caller.sandbox,
      credential: caller.credential,
      key: key && keys.get(scoped(key, key.value)),
      counters: new Map(counted),
      entities: new Map(names.map((name) => [name, [...(entities.get(name) ?? [])]])),
      lists: new Map(wants.lists.map((kind) => [kind, [...(lists.get(kind) ?? [])]])),
    };
  }

  /** @param tenant whose writes they are. */
  learn(writes: readonly Write[], tenant: string): void {
    for (const write of writes) {
      switch (write.write) {
        case 'entity':
          this.#add({ ...write, tenant }, write.aliases);
          break;
        case 'change':
          this.#change({ ...write, tenant });
          break;
        case 'counter':
          this.found.counters.set(scoped(write, write.name), write.counter);
          break;
        case 'key':
          this.found.keys.set(scoped(write, write.value), write.key);
      }
    }
  }

  #add(entity: Entity, aliases: Readonly<Record<string, string>> | undefined): void {
    const { entities, lists } = this.found;
    lists.get(entity.kind)?.push(entity);
    if (!aliases) return;
    for (const [field, value] of Object.entries({ ...aliases, id: entity.id })) {
      const same = entities.get(lookupName(entity.kind, field, value));
      // Of several with one value the first is found.
      if (same?.every(({ tenant }) => tenant !== entity.tenant)) same.push(entity);
    }
  }

  #change(changed: Entity): void {
    const isSame = ({ tenant, kind, id }: Entity) =>
      tenant === changed.tenant && kind === changed.kind && id === changed.id;
    for (const all of [...this.found.entities.values(), ...this.found.lists.values()]) {
      const place = all.findIndex(isSame);
      if (place >= 0) all[place] = changed;
    }
  }
}
