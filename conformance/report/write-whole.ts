import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { FileError } from '../../specs/contract/problem.ts';

/** Writes a file whole or not at all: nobody ever reads half of it. A pipe or a terminal is written to. */
export function writeWhole(file: string, content: string, mode = 0o666): void {
  const there = statSync(file, { throwIfNoEntry: false });
  if (there?.isCharacterDevice() || there?.isFIFO()) {
    writeFileSync(file, content);
    return;
  }
  const place = behindLinks(file);
  const beside = path.join(path.dirname(place), `.${path.basename(place)}.${randomUUID()}`);
  try {
    writeFileSync(beside, content, { mode });
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { force: true });
    throw unwritable(file, error instanceof Error ? error.message : String(error));
  }
}

/** The file that a link leads to, so that the link stays one. */
export function behindLinks(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}

/**
 * Finds out beforehand whether a file can be written, so that no run is in vain; `anew` means that none
 * may be there yet.
 *
 * @throws FileError when it cannot.
 */
export function demandWritable(file: string, { anew = false } = {}): void {
  const folder = path.dirname(path.resolve(file));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw unwritable(file, `there is no folder ${folder}`, `Make it: mkdir -p ${folder}`);
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw unwritable(file, 'it is a folder');
  }
  if (anew && existsSync(file)) {
    throw unwritable(file, 'it is there already', 'Give another name, or add --force.');
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw unwritable(file, `nothing can be written in ${folder}`);
  }
}

function unwritable(
  file: string,
  message: string,
  mend = 'Give the name of a file that can be written.',
) {
  return new FileError(file, [{ pointer: '', message, mend }]);
}
