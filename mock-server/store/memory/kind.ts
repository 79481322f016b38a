import type { Entity } from '../../engine/facts.ts';
import { StoreFailure } from '../../faults.ts';
import { keyHash } from '../key-hash.ts';
import { HashIndex } from './hash-index.ts';
import { NumberList } from './number-list.ts';
import type { Step } from './step.ts';
import type { Texts } from './texts.ts';

/** So many entities are kept as objects once somebody has asked for them. */
const mostDecoded = 1_000;

interface Stored {
  readonly entity: Entity;
  readonly aliases: Readonly<Record<string, string>>;
}

type NewEntity = Pick<Entity, 'id' | 'data'> & {
  readonly aliases?: Readonly<Record<string, string>> | undefined;
};

/** All entities of one kind in a room, in the order of their creation. */
export class Kind {
  readonly #name: string;
  readonly #texts: Texts;
  readonly #places = new NumberList();
  /** Which of the tenants each belongs to. */
  readonly #owners = new NumberList();
  readonly #tenants: string[] = [];
  /** By a hash of the id, or of another field that is looked up: which one it is. */
  readonly #index = new HashIndex();
  readonly #decoded = new Map<number, Stored>();

  constructor(name: string, texts: Texts) {
    this.#name = name;
    this.#texts = texts;
  }

  /** @throws StoreFailure when the id is taken. */
  adding({ id, data, aliases }: NewEntity, tenant: string): Step {
    const text = JSON.stringify([id, data, aliases]);
    const hashes = aliases ? this.#newHashes(id, aliases, tenant) : [];
    return () => {
      for (const hash of hashes) this.#index.add(hash, this.#places.length);
      this.#places.push(this.#texts.keep(text));
      this.#owners.push(this.#tenantNumber(tenant));
    };
  }

  changing({ id, data }: Pick<Entity, 'id' | 'data'>, tenant: string): Step {
    const [number] = this.#numbers('id', id, tenant);
    if (number === undefined) return () => {};
    const text = JSON.stringify([id, data, this.#at(number).aliases]);
    return () => {
      this.#texts.release(this.#places.at(number));
      this.#places.set(number, this.#texts.keep(text));
      this.#decoded.delete(number);
    };
  }

  /** Of every tenant, by the id or another field. */
  find(field: string, value: string): readonly Entity[] {
    return this.#numbers(field, value).map((number) => this.#at(number).entity);
  }

  of(tenant: string): readonly Entity[] {
    return [...this.#numbersOf(tenant)].map((number) => this.#at(number).entity);
  }

  /** Those that are wanted, from the oldest. */
  *entities(tenant: string | undefined): Generator<Entity> {
    for (const number of this.#numbersOf(tenant)) yield this.#read(number).entity;
  }

  clear(): void {
    for (let number = 0; number < this.#places.length; number += 1)
      this.#texts.release(this.#places.at(number));
  }

  #tenantNumber(tenant: string): number {
    const known = this.#tenants.indexOf(tenant);
    return known < 0 ? this.#tenants.push(tenant) - 1 : known;
  }

  *#numbersOf(tenant: string | undefined): Generator<number> {
    const owner = tenant === undefined ? undefined : this.#tenants.indexOf(tenant);
    for (let number = 0; number < this.#owners.length; number += 1)
      if (owner === undefined || this.#owners.at(number) === owner) yield number;
  }

  /** By what it will be found. */
  #newHashes(id: string, aliases: Stored['aliases'], tenant: string): number[] {
    if (this.#numbers('id', id, tenant).length > 0) throw taken(this.#name, id);
    const hashes = [keyHash('id', id)];
    for (const field in aliases) {
      const value = aliases[field] as string;
      // The first that has a value keeps it.
      if (this.#numbers(field, value, tenant).length === 0) hashes.push(keyHash(field, value));
    }
    return hashes;
  }

  #numbers(field: string, value: string, tenant?: string): readonly number[] {
    return this.#index.matching(keyHash(field, value), (number) => {
      if (tenant !== undefined && this.#tenantOf(number) !== tenant) return false;
      const { entity, aliases } = this.#at(number);
      return (field === 'id' ? entity.id : aliases[field]) === value;
    });
  }

  #at(number: number): Stored {
    const known = this.#decoded.get(number);
    if (known) return known;
    if (this.#decoded.size >= mostDecoded) this.#decoded.clear();
    const stored = this.#read(number);
    this.#decoded.set(number, stored);
    return stored;
  }

  #read(number: number): Stored {
    const [id, data, aliases] = JSON.parse(this.#texts.at(this.#places.at(number)));
    return { entity: { tenant: this.#tenantOf(number), kind: this.#name, id, data }, aliases };
  }

  #tenantOf(number: number): string {
    return this.#tenants[this.#owners.at(number)] as string;
  }
}

export function taken(kind: string, id: string): StoreFailure {
  const message = `there is a ${kind} ${JSON.stringify(id)}: ids are unique`;
  return new StoreFailure(message, { simulated: false });
}
