/** There is nothing in a slot with this value. */
const nothing = -1;

const none: readonly number[] = [];

/**
 * Finds whole numbers from 0 on by a hash of what they stand for (an open hash table). Hashes are shared now and
 * then: whoever looks tells what it looked for. It is outside the heap's objects, so that a million of them cost
 * the garbage collector nothing.
 */
export class HashIndex {
  /** A hash and its value in turn. */
  #slots = new Float64Array(2 * 8).fill(nothing);
  #count = 0;

  /** The values with this hash that are what was looked for. */
  matching(hash: number, isIt: (value: number) => boolean): readonly number[] {
    let found = none;
    const slots = this.#slots;
    for (let slot = this.#first(hash); slots[slot + 1] !== nothing; slot = this.#after(slot)) {
      const value = slots[slot + 1] as number;
      if (slots[slot] === hash && isIt(value)) found = [...found, value];
    }
    return found;
  }

  add(hash: number, value: number): void {
    // Beyond two thirds, those who share a stretch of slots are long to search through.
    if (3 * this.#count >= this.#slots.length) this.#grow();
    this.#count += 1;
    this.#put(hash, value);
  }

  /**
   * Another value where this one was.
   *
   * @throws Error when it is not there.
   */
  replace(hash: number, value: number, by: number): void {
    const slots = this.#slots;
    let slot = this.#first(hash);
    while (slots[slot] !== hash || slots[slot + 1] !== value) {
      if (slots[slot + 1] === nothing) throw new Error(`there is no ${value} to be replaced`);
      slot = this.#after(slot);
    }
    slots[slot + 1] = by;
  }

  values(): number[] {
    const values: number[] = [];
    const slots = this.#slots;
    for (let slot = 1; slot < slots.length; slot += 2)
      if (slots[slot] !== nothing) values.push(slots[slot] as number);
    return values;
  }

  #put(hash: number, value: number): void {
    let slot = this.#first(hash);
    while (this.#slots[slot + 1] !== nothing) slot = this.#after(slot);
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = value;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Float64Array(2 * old.length).fill(nothing);
    for (let slot = 0; slot < old.length; slot += 2) {
      if (old[slot + 1] !== nothing) this.#put(old[slot] as number, old[slot + 1] as number);
    }
  }

  #first(hash: number): number {
    // There are as many slots as a power of two.
    return (2 * (hash >>> 0)) & (this.#slots.length - 1);
  }

  #after(slot: number): number {
    return (slot + 2) & (this.#slots.length - 1);
  }
}
