import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { FileError } from '../../specs/contract/problem.ts';
import type { JournalLine } from '../audit/journal-line.ts';

/** A journal that is written as it goes: a line is in it whole or not at all. */
export class JournalFile {
  readonly #file: number;
  /** What stands at its end is no whole line. */
  #isTorn: boolean;

  /** @throws FileError for a file that cannot be written. */
  constructor(file: string) {
    try {
      this.#file = openSync(file, 'a');
      this.#isTorn = isTorn(file, this.#file);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const mend = 'Give the name of a file that can be written.';
      throw new FileError(file, [{ pointer: '', message, mend }]);
    }
  }

  /** @throws Error when there is no room for it. */
  add(line: JournalLine): void {
    const bytes = Buffer.from(`${this.#isTorn ? '\n' : ''}${JSON.stringify(line)}\n`);
    const about = fstatSync(this.#file);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#file, bytes, written);
      this.#isTorn = false;
    } catch (error) {
      if (written > 0 && about.isFile()) ftruncateSync(this.#file, about.size);
      else this.#isTorn ||= written > 0;
      throw error;
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Whether a file ends amid a line, as one does whose writer was killed. */
function isTorn(name: string, appended: number): boolean {
  const about = fstatSync(appended);
  if (!about.isFile() || about.size === 0) return false;
  // What is opened to be appended to cannot be read, and not everybody who may write a file may read it.
  let file: number | undefined;
  try {
    file = openSync(name, 'r');
    const last = Buffer.alloc(1);
    readSync(file, last, 0, 1, about.size - 1);
    return last.toString() !== '\n';
  } catch {
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
