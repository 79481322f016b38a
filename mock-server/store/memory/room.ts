import {
  type Counter,
  type Credential,
  type Entity,
  type Facts,
  lookupName,
  type Wants,
  type Write,
} from '../../engine/facts.ts';
import { type Faults, failAt } from '../../faults.ts';
import type { Seed } from '../../world/seed.ts';
import { Keys } from './keys.ts';
import { Kind } from './kind.ts';
import { settled } from './settled.ts';
import type { Step } from './step.ts';
import type { Texts } from './texts.ts';

/** Names of the counters and keys of each scope. */
export type Scopes = { readonly tenant: string; readonly credential: string };

/** For whom it is. */
interface Asker {
  readonly credential: Credential;
  readonly scopes: Scopes;
}

/** What one provider has in one sandbox. */
export class Room {
  readonly #texts: Texts;
  readonly #kinds = new Map<string, Kind>();
  readonly #counters = new Map<string, Counter>();
  readonly #keys: Keys;

  constructor(texts: Texts) {
    this.#texts = texts;
    this.#keys = new Keys(texts);
  }

  /** @throws StoreFailure when an id is taken, and then some are there: nothing is to be done with it but `clear`. */
  fill(entities: Seed['entities']): void {
    for (const entity of entities) this.#kind(entity.kind).adding(entity, entity.tenant)();
  }

  factsFor(
    { key, counters: counted, entities: wanted, lists: listed }: Wants,
    { credential: { tenant }, scopes }: Asker,
  ): Pick<Facts, 'key' | 'counters' | 'entities' | 'lists'> {
    const counters = new Map<string, Counter>();
    for (const { scope, name } of counted) {
      const counter = this.#counters.get(counterName(scopes[scope], name));
      if (counter) counters.set(name, counter);
    }
    const entities = new Map<string, readonly Entity[]>();
    for (const { kind, field, value } of wanted)
      entities.set(lookupName(kind, field, value), this.#kinds.get(kind)?.find(field, value) ?? []);
    const lists = new Map<string, readonly Entity[]>();
    for (const kind of listed) lists.set(kind, this.#kinds.get(kind)?.of(tenant) ?? []);
    return { key: key && this.#keys.get(scopes[key.scope], key.value), counters, entities, lists };
  }

  /**
   * Does all the writes of a decision.
   *
   * @throws StoreFailure, and then none is done.
   */
  write(writes: readonly Write[], asker: Asker, faults: Faults): void {
    if (faults.store) for (const index of writes.keys()) failAt(faults, { write: index + 1 });
    const steps = settled(writes).map((write) => this.#prepare(write, asker));
    failAt(faults, 'commit');
    for (const step of steps) step();
  }

  /** Of a kind, the oldest first; of one tenant or of all. */
  entities(kind: string, tenant: string | undefined): Iterable<Entity> {
    return this.#kinds.get(kind)?.entities(tenant) ?? [];
  }

  /** After this nothing of it may be asked for. */
  clear(): void {
    for (const kind of this.#kinds.values()) kind.clear();
    this.#keys.clear();
  }

  /** To write to: it is made when it is new. */
  #kind(name: string): Kind {
    const known = this.#kinds.get(name);
    if (known) return known;
    const kind = new Kind(name, this.#texts);
    this.#kinds.set(name, kind);
    return kind;
  }

  /** @throws whatever can be wrong with a write: its step cannot fail. */
  #prepare(write: Write, { credential: { tenant }, scopes }: Asker): Step {
    if (write.write === 'entity') return this.#kind(write.kind).adding(write, tenant);
    if (write.write === 'change') return this.#kind(write.kind).changing(write, tenant);
    const scope = scopes[write.scope];
    if (write.write === 'key') return this.#keys.setting(scope, write.value, write.key);
    const { name, counter } = write;
    return () => void this.#counters.set(counterName(scope, name), counter);
  }
}

function counterName(scope: string, name: string): string {
  return `${scope} ${name}`;
}
