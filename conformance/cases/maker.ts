import { hash } from 'node:crypto';

/**
 * Makes values up that nobody used before: all of them follow from the seed, the run's marker and the
 * check that they are for, so the same check sends the same again, whatever ran before it. Choices follow
 * from the seed and the check alone: under another marker the same is done with other names, which a
 * server that remembers the first run takes for new.
 */
export class Maker {
  readonly marker: string;
  /** The words, UUIDs and longer digits that it made, in their order. */
  readonly names: string[] = [];
  readonly #names: Digits;
  readonly #choices: Digits;

  /** @param marker a few letters and digits, in everything that the run creates. */
  constructor(seed: number, marker: string, check: string) {
    this.marker = marker;
    this.#names = new Digits(`${seed} ${marker} ${check} `);
    this.#choices = new Digits(`${seed} ${check} `);
  }

  /** So many hexadecimal digits, in lower case. */
  hex(length: number): string {
    const digits = this.#names.take(length);
    // A few digits are in too much else to be told from it.
    if (length >= 12) this.names.push(digits);
    return digits;
  }

  /** A whole number from 0 up to and without `bound`. */
  below(bound: number): number {
    return Number.parseInt(this.#choices.take(8), 16) % bound;
  }

  /** A random UUID (version 4). */
  uuid(): string {
    const h = this.#names.take(32);
    const variant = '89ab'[Number.parseInt(h[16] ?? '0', 16) % 4];
    const uuid = `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
    this.names.push(uuid);
    return uuid;
  }

  /** A word that tells whose it is. */
  word(): string {
    const word = `dc-${this.marker}-${this.hex(8)}`;
    this.names.push(word);
    return word;
  }

  /** A name of the same form as one that a maker with this marker made. */
  another(name: string): string {
    if (name.startsWith('dc-')) return this.word();
    return name.includes('-') ? this.uuid() : this.hex(name.length);
  }

  email(): string {
    return `${this.word()}@example.com`;
  }

  pick<T>(list: readonly [T, ...T[]]): T;
  pick<T>(list: readonly T[]): T | undefined;
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(Math.max(list.length, 1))];
  }
}

/** Hexadecimal digits without end that follow from a text. */
class Digits {
  readonly #text: string;
  #count = 0;
  #left = '';

  constructor(text: string) {
    this.#text = text;
  }

  take(length: number): string {
    while (this.#left.length < length) this.#left += hash('sha256', this.#text + this.#count++);
    const taken = this.#left.slice(0, length);
    this.#left = this.#left.slice(length);
    return taken;
  }
}
