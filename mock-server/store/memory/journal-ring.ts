import type { JournalEntry, JournalFilter } from '../../journal/journal.ts';
import { entryOf, partsOf } from './entry-text.ts';
import { type Place, Texts } from './texts.ts';

/** A journal that ends with the process: each entry beyond the bound takes the place of the oldest. */
export class JournalRing {
  readonly #bound: number;
  readonly #texts = new Texts();
  // An entry is a place in each of these: objects would have to be collected.
  #sandboxes: string[] = [];
  #providers: string[] = [];
  #places: Place[] = [];
  /** Where the oldest is, once there are as many as the bound. */
  #oldest = 0;

  constructor(bound: number) {
    this.#bound = bound;
  }

  append(entries: readonly JournalEntry[]): void {
    for (const entry of entries) this.#append(entry);
  }

  read({ sandbox, provider, limit }: JournalFilter): JournalEntry[] {
    const found = this.#inOrder().filter((index) => this.#isOf(index, sandbox, provider));
    return found.slice(Math.max(0, found.length - limit)).map((index) => this.#at(index));
  }

  /** Forgets a sandbox's entries, of some providers or of all. */
  clear(sandbox: string, providers?: readonly string[]): void {
    if (!this.#sandboxes.includes(sandbox)) return;
    const order = this.#inOrder();
    const [sandboxes, names, places] = [this.#sandboxes, this.#providers, this.#places];
    [this.#sandboxes, this.#providers, this.#places, this.#oldest] = [[], [], [], 0];
    for (const index of order) {
      const name = names[index] as string;
      const place = places[index] as Place;
      if (sandboxes[index] !== sandbox || providers?.includes(name) === false)
        this.#put(this.#places.length, sandboxes[index] as string, name, place);
      else this.#texts.release(place);
    }
  }

  close(): void {
    this.#texts.close();
  }

  #append(entry: JournalEntry): void {
    let index = this.#places.length;
    if (index === this.#bound) {
      index = this.#oldest;
      this.#oldest = (index + 1) % this.#bound;
      this.#texts.release(this.#places[index] as Place);
    }
    const place = this.#texts.keep(...partsOf(entry));
    this.#put(index, entry.sandbox, entry.provider, place);
  }

  #put(index: number, sandbox: string, provider: string, place: Place): void {
    this.#sandboxes[index] = sandbox;
    this.#providers[index] = provider;
    this.#places[index] = place;
  }

  #at(index: number): JournalEntry {
    return entryOf(this.#texts.at(this.#places[index] as Place));
  }

  #isOf(index: number, sandbox: string, provider: string | undefined): boolean {
    return (
      this.#sandboxes[index] === sandbox &&
      (provider === undefined || this.#providers[index] === provider)
    );
  }

  /** From the oldest. */
  #inOrder(): number[] {
    const { length } = this.#places;
    return Array.from({ length }, (_, index) => (this.#oldest + index) % length);
  }
}
