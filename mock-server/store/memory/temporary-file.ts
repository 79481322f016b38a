import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A file that nobody else sees and that ends with the process: it is made when it is first written to, in the folder
 * for temporary files, and has no name from then on.
 */
export class TemporaryFile {
  #descriptor: number | undefined;
  #end = 0;
  /** Where there is room again, by its size. */
  readonly #free = new Map<number, number[]>();

  /**
   * @returns where the bytes are.
   * @throws when there is no room for them.
   */
  add(bytes: Uint8Array): number {
    this.#descriptor ??= openNameless();
    const room = roomFor(bytes.length);
    const free = this.#free.get(room);
    const at = free?.at(-1) ?? this.#end;
    for (let written = 0; written < bytes.length; )
      written += writeSync(this.#descriptor, bytes, written, bytes.length - written, at + written);
    if (free && free.length > 0) free.pop();
    else this.#end += room;
    return at;
  }

  /** @throws when they cannot be read. */
  read(at: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    const read = readSync(this.#descriptor as number, bytes, 0, length, at);
    if (read < length) throw new Error(`a temporary file has lost ${length - read} bytes`);
    return bytes;
  }

  /** What was added there is not wanted any more. */
  remove(at: number, length: number): void {
    const room = roomFor(length);
    const free = this.#free.get(room) ?? [];
    free.push(at);
    this.#free.set(room, free);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

/** A power of two: with few sizes, the room that one leaves is soon another's. Only the bytes are written. */
function roomFor(length: number): number {
  return 2 ** (32 - Math.clz32(length - 1));
}

function openNameless(): number {
  const name = path.join(tmpdir(), `doublecheck-${randomUUID()}`);
  const descriptor = openSync(name, 'wx+', 0o600);
  try {
    unlinkSync(name);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
