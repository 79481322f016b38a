import type { JournalFilter, JournalRow } from '../journal/journal.ts';

/** Where a store keeps its journal. */
export interface JournalKeeper {
  /** Keeps the newest entries up to the bound, of all sandboxes together. */
  append(rows: readonly JournalRow[]): void;
  read(filter: JournalFilter): JournalRow[];
  /** Forgets a sandbox's entries, of one provider or of all. */
  clear(sandbox: string, provider?: string): void;
}

/** In bytes. */
const chunkSize = 1_048_576;

/** Where the text of an entry is. */
interface Place {
  readonly sandbox: string;
  readonly provider: string;
  readonly chunk: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * A journal that ends with the process: each entry beyond the bound takes the place of the oldest. Their texts are
 * outside the heap, where thousands of them would be copied again and again by the garbage collector.
 */
export class JournalRing implements JournalKeeper {
  readonly #bound: number;
  #places: Place[] = [];
  /** Where the oldest is, once there are as many as the bound. */
  #oldest = 0;
  #chunk = Buffer.alloc(0);
  #end = 0;

  constructor(bound: number) {
    this.#bound = bound;
  }

  append(rows: readonly JournalRow[]): void {
    for (const row of rows) this.#keep(this.#write(row));
  }

  read({ sandbox, provider, limit }: JournalFilter): JournalRow[] {
    const places = this.#inOrder().filter((place) => isOf(place, sandbox, provider));
    return places.slice(Math.max(0, places.length - limit)).map(rowAt);
  }

  clear(sandbox: string, provider?: string): void {
    this.#places = this.#inOrder().filter((place) => !isOf(place, sandbox, provider));
    this.#oldest = 0;
  }

  #keep(place: Place): void {
    if (this.#places.length < this.#bound) {
      this.#places.push(place);
      return;
    }
    this.#places[this.#oldest] = place;
    this.#oldest = (this.#oldest + 1) % this.#bound;
  }

  /** A chunk is let go with the last entry that is in it. */
  #write({ sandbox, provider, entry }: JournalRow): Place {
    // UTF-8 takes three bytes for a unit of a string, at most.
    if (this.#end + 3 * entry.length > this.#chunk.length) {
      this.#chunk = Buffer.allocUnsafeSlow(Math.max(chunkSize, 3 * entry.length));
      this.#end = 0;
    }
    const start = this.#end;
    this.#end += this.#chunk.write(entry, start);
    return { sandbox, provider, chunk: this.#chunk, start, end: this.#end };
  }

  #inOrder(): Place[] {
    return [...this.#places.slice(this.#oldest), ...this.#places.slice(0, this.#oldest)];
  }
}

function rowAt({ sandbox, provider, chunk, start, end }: Place): JournalRow {
  return { sandbox, provider, entry: chunk.toString('utf8', start, end) };
}

function isOf(place: Place, sandbox: string, provider: string | undefined): boolean {
  return place.sandbox === sandbox && (provider === undefined || place.provider === provider);
}
