import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportedFile } from '../conformance/generate/formats/format.ts';
import { behindLinks, demandWritable } from '../conformance/report/write-whole.ts';
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
  if (file === undefined)
    return pipeline(source(), process.stdout, { end: false }).catch(unlessClosed);
  demandWritable(file);
  if (isSpecial(file)) return pipeline(source(), createWriteStream(file)).catch(unlessClosed);
  return whole(behindLinks(file), source);
}

async function whole(file: string, source: () => Readable): Promise<void> {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
  try {
    await pipeline(source(), createWriteStream(beside));
    renameSync(beside, file);
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
    for (const { path: name, content } of files) {
      const file = path.join(beside, name);
      mkdirSync(path.dirname(file), { recursive: true });
      await pipeline(Readable.from(chunked(content)), createWriteStream(file));
    }
    renameSync(beside, folder);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function* chunked(pieces: Iterable<string | Uint8Array>): Generator<string | Uint8Array> {
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
  }
  if (chunk !== '') yield chunk;
}

/** A pipe or a terminal is written to as it is. */
export function isSpecial(file: string): boolean {
  const there = statSync(file, { throwIfNoEntry: false });
  return there?.isCharacterDevice() === true || there?.isFIFO() === true;
}

function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
}
