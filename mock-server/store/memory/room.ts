import {
  type Counter,
  type Credential,
  type Facts,
  lookupName,
  type Wants,
  type Write,
} from '../../engine/facts.ts';
import { type Faults, failAt, StoreFailure } from '../../faults.ts';
import type { Seed } from '../../world/seed.ts';
import { Keys } from './keys.ts';
import { Kind } from './kind.ts';
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

  constructor(texts: Texts, entities: Seed['entities']) {
    this.#texts = texts;
    this.#keys = new Keys(texts);
    for (const entity of entities) this.#kind(entity.kind).add(entity, entity.tenant);
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
    const entities = new Map<string, ReturnType<Kind['find']>>();
    for (const { kind, field, value } of wanted)
      entities.set(lookupName(kind, field, value), this.#kind(kind).find(field, value));
    const lists = new Map<string, ReturnType<Kind['of']>>();
    for (const kind of listed) lists.set(kind, this.#kind(kind).of(tenant));
    return { key: key && this.#keys.get(scopes[key.scope], key.value), counters, entities, lists };
  }

  /**
   * Does all the writes of a decision.
   *
   * @throws StoreFailure, and then none is done.
   */
  write(
    writes: readonly Write[],
    { credential: { tenant }, scopes, sandbox }: Asker & { sandbox: { state: { faults: Faults } } },
  ): void {
    const { faults } = sandbox.state;
    let count = 0;
    for (const write of writes) {
      count += 1;
      if (faults.store) failAt(faults, { write: count });
      if (write.write === 'entity' && write.aliases) this.#mustBeFree(write, tenant);
    }
    failAt(faults, 'commit');
    for (const write of writes) {
      if (write.write === 'entity') this.#kind(write.kind).add(write, tenant);
      if (write.write === 'change') this.#kind(write.kind).change(write, tenant);
      if (write.write === 'counter')
        this.#counters.set(counterName(scopes[write.scope], write.name), write.counter);
      if (write.write === 'key') this.#keys.set(scopes[write.scope], write.value, write.key);
    }
  }

  /** Of a kind, the oldest first; of one tenant or of all. */
  entities(kind: string, tenant: string | undefined): ReturnType<Kind['entities']> {
    return this.#kind(kind).entities(tenant);
  }

  /** After this nothing of it may be asked for. */
  clear(): void {
    for (const kind of this.#kinds.values()) kind.clear();
    this.#keys.clear();
  }

  #kind(name: string): Kind {
    const known = this.#kinds.get(name);
    if (known) return known;
    const kind = new Kind(name, this.#texts);
    this.#kinds.set(name, kind);
    return kind;
  }

  #mustBeFree({ kind, id }: Extract<Write, { write: 'entity' }>, tenant: string): void {
    if (!this.#kind(kind).has(tenant, id)) return;
    throw new StoreFailure(`there is a ${kind} ${JSON.stringify(id)}: ids are unique`, {
      simulated: false,
    });
  }
}

function counterName(scope: string, name: string): string {
  return `${scope} ${name}`;
}
