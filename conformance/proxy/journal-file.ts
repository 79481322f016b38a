import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { FileError } from '../../specs/contract/problem.ts';
import type { JournalLine } from '../audit/journal-line.ts';

/** A journal that is written as it goes: a line is in it whole or not at all. */
export class JournalFile {
  readonly #file: number;

  /** @throws FileError for a file that cannot be written. */
  constructor(file: string) {
    try {
      this.#file = openSync(file, 'a');
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const mend = 'Give the name of a file that can be written.';
      throw new FileError(file, [{ pointer: '', message, mend }]);
    }
  }

  /** @throws Error when there is no room for it. */
  add(line: JournalLine): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    const about = fstatSync(this.#file);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#file, bytes, written);
    } catch (error) {
      if (written > 0 && about.isFile()) ftruncateSync(this.#file, about.size);
      throw error;
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}
