import type { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../../faults.ts';
import { asStoreFailure } from './failure.ts';

/** How the work of a turn is made one. */
export interface Bounds {
  /** @throws when nothing can be written. */
  begin(): void;
  /** @throws when what was written since the beginning cannot be kept. */
  end(): void;
  undo(): void;
}

/** A commit at the end of each turn. */
export function committed(database: DatabaseSync): Bounds {
  return {
    begin: () => database.exec('BEGIN IMMEDIATE'),
    end: () => database.exec('COMMIT'),
    undo: () => database.exec('ROLLBACK'),
  };
}

/**
 * One transaction from the first turn to the last, for a database that dies with the process: a commit would
 * walk through every page that is in memory, and save nothing.
 */
export function neverCommitted(database: DatabaseSync): Bounds {
  database.exec('BEGIN');
  return {
    begin() {
      if (!database.isTransaction) throw new StoreFailure(lost, { simulated: false });
      database.exec('SAVEPOINT turn');
    },
    end: () => database.exec('RELEASE turn'),
    undo: () => database.exec('ROLLBACK TO turn; RELEASE turn'),
  };
}

const lost =
  'there was no room for the temporary file, and what it held is lost: start again with room in the folder for temporary files';

/** What turns tell whoever keeps something of the database in mind. */
interface Listener {
  /** The turn is about to end: whatever is not written yet has to be now. */
  ending(): void;
  /** The turn is undone. */
  undone(): void;
}

interface Waiter {
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * Puts all work of one turn of the event loop into one transaction. A piece that throws is undone alone: the
 * turn is undone, and what came before the piece is done once more. Nobody is told of success before the end.
 */
export class Turns {
  readonly #bounds: Bounds;
  readonly #listener: Listener;
  #waiting: Waiter[] = [];
  /** How to do each piece of this turn once more. */
  #done: (() => void)[] = [];
  #isOpen = false;

  constructor(bounds: Bounds, listener: Listener = { ending() {}, undone() {} }) {
    this.#bounds = bounds;
    this.#listener = listener;
  }

  /**
   * Does the work at once; resolves with what it returned when the turn has ended.
   *
   * @param again does the same once more, when the result is known already.
   * @throws what the work throws, when its own writes are undone; StoreFailure when the turn cannot end.
   */
  run<T>(work: () => T, again: (result: T) => void = work): Promise<T> {
    let result: T;
    try {
      this.#open();
      result = this.#undoIfItThrows(work);
    } catch (error) {
      return Promise.reject(asStoreFailure(error));
    }
    this.#done.push(() => again(result));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve: () => resolve(result), reject });
    });
  }

  /** Ends the turn that is open, without waiting for the event loop's. */
  end(): void {
    if (!this.#isOpen) return;
    try {
      this.#listener.ending();
      this.#bounds.end();
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    for (const { resolve } of this.#close()) resolve();
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#bounds.begin();
    this.#isOpen = true;
    setImmediate(() => this.end());
  }

  #undoIfItThrows<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#undo();
      this.#repeat();
      throw error;
    }
  }

  #repeat(): void {
    try {
      this.#bounds.begin();
      for (const again of this.#done) again();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** Ends the turn and tells everybody in it that nothing of theirs was stored. */
  #fail(cause: unknown): void {
    const waiting = this.#close();
    this.#undo();
    const failure = new StoreFailure('the store could not commit', { simulated: false, cause });
    for (const { reject } of waiting) reject(failure);
  }

  /** When a disk is full SQLite has undone it all by itself. */
  #undo(): void {
    try {
      this.#bounds.undo();
    } catch {
      // There was nothing left to undo.
    }
    this.#listener.undone();
  }

  #close(): readonly Waiter[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#done = [];
    this.#isOpen = false;
    return waiting;
  }
}
