/** Two million bytes: of a million keys, one fresh key in two hundred is then looked up in vain. */
const bits = 2 ** 24;

/**
 * Knows of most fresh keys that they are fresh, without a look into the database (a Bloom filter): a hash that it
 * was not told of was never written.
 */
export class KeyFilter {
  readonly #words = new Uint32Array(bits / 32);
  readonly #knowsAll: boolean;

  /** @param knowsAll whether it is told of every key that there is; else none is known to be fresh. */
  constructor(knowsAll: boolean) {
    this.#knowsAll = knowsAll;
  }

  add(hash: number): void {
    this.#set(first(hash));
    this.#set(second(hash));
    this.#set(third(hash));
  }

  mayHave(hash: number): boolean {
    if (!this.#knowsAll) return true;
    return this.#has(first(hash)) && this.#has(second(hash)) && this.#has(third(hash));
  }

  #set(place: number): void {
    this.#words[place >>> 5] = (this.#words[place >>> 5] as number) | (1 << (place & 31));
  }

  #has(place: number): boolean {
    return ((this.#words[place >>> 5] as number) & (1 << (place & 31))) !== 0;
  }
}

// Three numbers below `bits` out of the 53 bits of a hash.
const first = (hash: number): number => (hash >>> 0) % bits;
const second = (hash: number): number => Math.floor(hash / 2 ** 29);
const third = (hash: number): number => Math.floor(hash / 2 ** 14) % bits;
