import type { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../../faults.ts';
import { asStoreFailure } from './failure.ts';

/** What turns tell whoever keeps something of the database in mind. */
interface Listener {
  /** The turn is about to end: whatever is not written yet has to be now. */
  ending(): void;
  /** The turn is undone. */
  undone(): void;
}

/** A piece of work that waits for its turn. */
interface Piece {
  /** Does it, and says how to do the same once more, and whom to tell at the end. */
  begin(): Done;
  reject(reason: unknown): void;
  /** What is done in its place when it throws. */
  instead?(error: unknown): void;
}

interface Done {
  again(): void;
  resolve(): void;
}

/** How a piece is done in other cases than the first and best. */
interface Otherwise<T> {
  /** The same once more, when the result is known already; the work itself by default. */
  readonly again?: (result: T) => void;
  /** In the place of work that threw, before any other work. */
  readonly instead?: (error: unknown) => void;
}

/**
 * Puts all work of one turn of the event loop into one transaction. A piece that throws is undone alone: the
 * turn is undone, and what came before the piece is done once more. Nobody is told of success before the end.
 *
 * All of it happens at the turn's end: the same code over and over runs half as long again as code that takes
 * turns with a server's.
 */
export class Turns {
  readonly #database: DatabaseSync;
  readonly #listener: Listener;
  #pieces: Piece[] = [];

  constructor(database: DatabaseSync, listener: Listener = { ending() {}, undone() {} }) {
    this.#database = database;
    this.#listener = listener;
  }

  /**
   * Resolves with what the work returns, when it is done and the turn has ended.
   *
   * @throws what the work throws, when its own writes are undone; StoreFailure when the turn cannot end.
   */
  run<T>(work: () => T, { again = work, instead }: Otherwise<T> = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        const result = work();
        return { again: () => again(result), resolve: () => resolve(result) };
      };
      if (this.#pieces.length === 0) setImmediate(() => this.end());
      this.#pieces.push({ begin, reject, ...(instead && { instead }) });
    });
  }

  /** Does what waits, without waiting for the end of the event loop's turn. */
  end(): void {
    const pieces = this.#pieces;
    if (pieces.length === 0) return;
    this.#pieces = [];
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const done = this.#do(pieces);
      this.#listener.ending();
      this.#database.exec('COMMIT');
      for (const { resolve } of done) resolve();
    } catch (cause) {
      this.#undo();
      const failure = failureOf(cause);
      for (const { reject } of pieces) reject(failure);
    }
  }

  /** @throws when the store fails for all of them. */
  #do(pieces: readonly Piece[]): readonly Done[] {
    const done: Done[] = [];
    for (const { begin, reject, instead } of pieces) {
      try {
        done.push(begin());
      } catch (error) {
        this.#undo();
        this.#database.exec('BEGIN IMMEDIATE');
        for (const { again } of done) again();
        if (instead) {
          instead(error);
          done.push({ again: () => instead(error), resolve() {} });
        }
        reject(asStoreFailure(error));
      }
    }
    return done;
  }

  /** When a disk is full SQLite has undone it all by itself. */
  #undo(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // There was nothing left to undo.
    }
    this.#listener.undone();
  }
}

function failureOf(cause: unknown): StoreFailure {
  if (cause instanceof StoreFailure) return cause;
  return new StoreFailure('the store could not commit', { simulated: false, cause });
}
