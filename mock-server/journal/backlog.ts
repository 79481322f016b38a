import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { JournalEntry } from './journal.ts';

/** How many entries are written at once. */
const largest = 500;

/** Milliseconds until a store that failed is tried again. */
const retryAfter = 500;

/** Milliseconds that who closes waits for the store. */
const longestClose = 2_000;

/**
 * The entries that are not in the store yet. Batches follow one another, so what comes while one is written is
 * the next. While the store fails they wait, the newest up to the journal's bound.
 */
export class Backlog {
  readonly #store: Store;
  readonly #log: Log;
  readonly #bound: number;
  #entries: JournalEntry[] = [];
  /** The batch that is being written, or will be in this turn of the event loop. */
  #batch: Promise<void> | undefined;
  #again: NodeJS.Timeout | undefined;
  #isFailing = false;
  /** How many entries the batch has that is being written. */
  #writing = 0;

  constructor(store: Store, log: Log, bound: number) {
    this.#store = store;
    this.#log = log;
    this.#bound = bound;
  }

  add(entry: JournalEntry): void {
    this.#entries.push(entry);
    // Twice the bound, so that not each makes a copy of all.
    if (this.#entries.length > 2 * this.#bound) this.#entries = this.#entries.slice(-this.#bound);
    if (!this.#isFailing) this.#batch ??= this.#writeNext();
  }

  /** Resolves when all that was added before is in the store, or the store failed once more. */
  async flush(): Promise<void> {
    const last = this.#entries.at(-1);
    await this.#batch;
    while (last && this.#entries.includes(last)) {
      this.#batch ??= this.#writeNext();
      await this.#batch;
      if (this.#isFailing) return;
    }
  }

  /** Writes what is left, if the store lets it soon; what it does not take is lost. */
  async close(): Promise<void> {
    await Promise.race([this.flush(), delay(longestClose, undefined, { ref: false })]);
    clearTimeout(this.#again);
    const lost = this.#entries.length + this.#writing;
    if (lost > 0) this.#log.error({}, `the store fails: ${lost} entries of the journal are lost`);
  }

  async #writeNext(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    clearTimeout(this.#again);
    await this.#write(this.#entries.splice(0, largest));
    this.#batch = undefined;
    if (this.#isFailing) this.#again = setTimeout(() => this.#goOn(), retryAfter).unref();
    else this.#goOn();
  }

  #goOn(): void {
    if (this.#entries.length > 0) this.#batch ??= this.#writeNext();
  }

  async #write(entries: readonly JournalEntry[]): Promise<void> {
    this.#writing = entries.length;
    try {
      await this.#store.appendJournal(entries);
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.#log.error({ err: error }, 'the journal waits: the store fails');
      this.#isFailing = true;
      this.#entries = [...entries, ...this.#entries].slice(-this.#bound);
    } finally {
      this.#writing = 0;
    }
  }
}
