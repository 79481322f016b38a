import type { JournalEntry, JournalFilter } from '../../journal/journal.ts';
import { entryOf, partsOf } from './entry-text.ts';
import { type Place, Texts } from './texts.ts';

/** Entries of some providers, or of all. */
interface Selection {
  readonly sandbox: string;
  readonly providers: readonly string[] | undefined;
}

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
  /** What is to be forgotten before anything else is done. */
  #unwanted: Selection[] = [];

  constructor(bound: number) {
    this.#bound = bound;
  }

  append(entries: readonly JournalEntry[]): void {
    this.#forget();
    for (const entry of entries) this.#append(entry);
  }

  read({ sandbox, provider, limit }: JournalFilter): JournalEntry[] {
    this.#forget();
    const providers = provider === undefined ? undefined : [provider];
    const found = this.#inOrder().filter((index) => this.#isOf(index, { sandbox, providers }));
    return found.slice(Math.max(0, found.length - limit)).map((index) => this.#at(index));
  }

  /** Forgets a sandbox's entries, of some providers or of all. Who waits for the answer need not wait for the work. */
  clear(sandbox: string, providers?: readonly string[]): void {
    if (!this.#sandboxes.includes(sandbox)) return;
    if (this.#unwanted.length === 0) setImmediate(() => this.#forget());
    this.#unwanted.push({ sandbox, providers });
  }

  close(): void {
    this.#texts.close();
  }

  #forget(): void {
    const unwanted = this.#unwanted;
    if (unwanted.length === 0) return;
    this.#unwanted = [];
    const left: number[] = [];
    for (const index of this.#inOrder()) {
      if (unwanted.some((one) => this.#isOf(index, one)))
        this.#texts.release(this.#places[index] as Place);
      else left.push(index);
    }
    const pick = <T>(from: readonly T[]) => left.map((index) => from[index] as T);
    this.#sandboxes = pick(this.#sandboxes);
    this.#providers = pick(this.#providers);
    this.#places = pick(this.#places);
    this.#oldest = 0;
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

  #isOf(index: number, { sandbox, providers }: Selection): boolean {
    if (this.#sandboxes[index] !== sandbox) return false;
    return providers === undefined || providers.includes(this.#providers[index] as string);
  }

  /** From the oldest. */
  #inOrder(): number[] {
    const { length } = this.#places;
    return Array.from({ length }, (_, index) => (this.#oldest + index) % length);
  }
}
