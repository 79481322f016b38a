import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExportedFile } from '../conformance/generate/formats/format.ts';
import { behindLinks, demandWritable } from '../conformance/report/write-whole.ts';
import { FileError } from '../specs/contract/problem.ts';
import { UsageError } from './usage-error.ts';

/** Pieces are handed over in chunks of about so many letters: many small writes take most of the time. */
const chunkLength = 64 * 1024;

/**
 * Writes pieces to a file, whole or not at all, or to standard output where none is named. A reader that has
 * seen enough (`head`) ends it.
 *
 * @throws FileError where the file cannot be written.
 */
export async function writeStream(
  file: string | undefined,
  pieces: Iterable<string | Uint8Array>,
): Promise<void> {
  const source = () => Readable.from(chunked(pieces));
  if (file === undefined || file === '-')
    return pipeline(source(), process.stdout, { end: false }).catch(failing('standard output'));
  demandWritable(file);
  if (isSpecial(file)) return pipeline(source(), createWriteStream(file)).catch(failing(file));
  return whole(behindLinks(file), source);
}

async function whole(file: string, source: () => Readable): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
  try {
    await pipeline(source(), createWriteStream(beside));
    renameSync(beside, file);
  } catch (error) {
    failing(file)(error as NodeJS.ErrnoException);
  } finally {
    rmSync(beside, { force: true });
  }
}

/**
 * Writes files below a folder that is not there yet: all of them, or none.
 *
 * @throws UsageError for one that is.
 */
export async function writeFolder(folder: string, files: Iterable<ExportedFile>): Promise<void> {
  if (existsSync(folder))
    throw new UsageError(`${folder} is there already.\n    Give the name of a new folder.`);
  demandWritable(folder);
  const beside = path.join(path.dirname(folder), `.${path.basename(folder)}.${randomUUID()}`);
  try {
    mkdirSync(beside);
    for (const { path: name, content } of files) {
      const file = path.join(beside, name);
      mkdirSync(path.dirname(file), { recursive: true });
      await pipeline(Readable.from(chunked(content)), createWriteStream(file));
    }
    renameSync(beside, folder);
  } catch (error) {
    failing(folder)(error as NodeJS.ErrnoException);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

async function* chunked(
  pieces: Iterable<string | Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  let chunk = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') chunk += piece;
    else {
      if (chunk !== '') yield chunk;
      chunk = '';
      yield piece;
    }
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
    // A file is written to in one go, and Ctrl-C would have to wait.
    await nextTurn();
  }
  if (chunk !== '') yield chunk;
}

/** A pipe or a terminal is written to as it is. */
export function isSpecial(file: string): boolean {
  const there = statSync(file, { throwIfNoEntry: false });
  return there?.isCharacterDevice() === true || there?.isFIFO() === true;
}

/** Who reads may have seen enough; what else the system says is told with the name of the file. */
function failing(file: string): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    if (error.syscall === undefined) throw error;
    const mend = 'See that there is room, and that it may be written.';
    throw new FileError(file, [{ pointer: '', message: error.message, mend }]);
  };
}
