import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { StoreFailure } from '../../faults.ts';

interface Waiter {
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * Puts all work of one turn of the event loop into one transaction, each piece in a savepoint of its
 * own: a piece that throws is undone alone, and nobody is told of success before the commit. A commit a
 * turn instead of one a request doubles what SQLite takes.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  #waiting: Waiter[] = [];
  #isOpen = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#savepoint = database.prepare('SAVEPOINT piece');
    this.#release = database.prepare('RELEASE piece');
  }

  /**
   * Runs the work at once; resolves with what it returned when it is committed.
   *
   * @throws what the work throws, when its own writes are undone; StoreFailure when the commit fails.
   */
  async run<T>(work: () => T): Promise<T> {
    this.#open();
    const result = this.#undoIfItThrows(work);
    await new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    return result;
  }

  /** Commits what is open, without waiting for the turn's end. */
  flush(): void {
    if (!this.#isOpen) return;
    try {
      this.#database.exec('COMMIT');
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    for (const { resolve } of this.#close()) resolve();
  }

  #open(): void {
    if (this.#isOpen) return;
    this.#database.exec('BEGIN IMMEDIATE');
    this.#isOpen = true;
    setImmediate(() => this.flush());
  }

  #undoIfItThrows<T>(work: () => T): T {
    this.#savepoint.run();
    try {
      const result = work();
      this.#release.run();
      return result;
    } catch (error) {
      this.#undoPiece(error);
      throw error;
    }
  }

  /** When the disk is full SQLite undoes the whole transaction by itself, and with it the pieces of others. */
  #undoPiece(cause: unknown): void {
    try {
      this.#database.exec('ROLLBACK TO piece; RELEASE piece');
    } catch {
      this.#fail(cause);
    }
  }

  /** Ends the transaction and tells everybody in it that nothing of theirs was stored. */
  #fail(cause: unknown): void {
    const waiting = this.#close();
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // It was rolled back already.
    }
    const failure = new StoreFailure('the store could not commit', { simulated: false, cause });
    for (const { reject } of waiting) reject(failure);
  }

  #close(): readonly Waiter[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isOpen = false;
    return waiting;
  }
}
