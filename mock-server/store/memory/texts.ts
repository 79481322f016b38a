import { StoreFailure } from '../../faults.ts';
import { TemporaryFile } from './temporary-file.ts';

/** Where a text is: the number of its chunk times the size of one, and where in the chunk it begins. */
export type Place = number;

/** In bytes. A longer text has a chunk of its own. */
const chunkSize = 2 ** 18;

/** So many chunks that are full stay in memory; the older ones are in the file. */
const mostInMemory = 2;

/** The bytes before each text that tell its length. */
const lengthSize = 4;

interface Chunk {
  readonly number: number;
  /** Undefined when it is in the file. */
  bytes: Buffer | undefined;
  /** Where it is in the file. */
  at: number;
  readonly size: number;
  /** How many of its texts are still wanted. */
  wanted: number;
}

/**
 * Texts that are kept for long and seldom read. They are outside the heap, where the garbage collector would copy
 * each of them again and again; and all but the newest are in a temporary file, so that memory does not grow with
 * their number. What cannot be written there stays in memory.
 */
export class Texts {
  readonly #file = new TemporaryFile();
  readonly #chunks = new Map<number, Chunk>();
  #chunk = this.#add(0, Buffer.alloc(0));
  /** The one that was looked for last. */
  #found = this.#chunk;
  /** The first chunk has no room, so that nothing is allocated for whoever keeps nothing. */
  #end = chunkSize;
  /** Those that are full and in memory, oldest first. */
  #full: Chunk[] = [];
  /** Bytes to be used again. */
  #spare: Buffer | undefined;

  /** Keeps a text that is given in parts: to join them first would make a copy for nothing. */
  keep(...parts: readonly string[]): Place {
    let needed = lengthSize;
    // A unit of a string has three bytes of UTF-8 at most, and to count them costs more than to write them: it is done
    // only where so many have no room.
    for (const part of parts) needed += 3 * part.length;
    if (this.#end + needed > chunkSize) needed = lengthSize + bytesOf(parts);
    if (this.#end + needed > chunkSize) this.#begin(needed);
    const { number, bytes } = this.#chunk as { number: number; bytes: Buffer };
    const start = this.#end;
    let end = start + lengthSize;
    for (const part of parts) end += bytes.write(part, end);
    bytes.writeUInt32LE(end - start - lengthSize, start);
    this.#end = end;
    this.#chunk.wanted += 1;
    return number * chunkSize + start;
  }

  /** @throws StoreFailure when the temporary file cannot be read. */
  at(place: Place): string {
    const { bytes, at } = this.#chunkOf(place);
    const start = place % chunkSize;
    if (bytes) {
      const begin = start + lengthSize;
      return bytes.toString('utf8', begin, begin + bytes.readUInt32LE(start));
    }
    const length = this.#read(at + start, lengthSize).readUInt32LE();
    return this.#read(at + start + lengthSize, length).toString('utf8');
  }

  /** The text is not wanted any more; when none of a chunk is, there is room for others. */
  release(place: Place): void {
    const chunk = this.#chunkOf(place);
    chunk.wanted -= 1;
    if (chunk.wanted === 0 && chunk !== this.#chunk) this.#remove(chunk);
  }

  close(): void {
    this.#file.close();
  }

  #chunkOf(place: Place): Chunk {
    const number = Math.floor(place / chunkSize);
    // One place after the other is released, and most are neighbours.
    if (this.#found.number !== number) this.#found = this.#chunks.get(number) as Chunk;
    return this.#found;
  }

  /** Goes on in another chunk. */
  #begin(needed: number): void {
    const last = this.#chunk;
    if (last.wanted === 0) this.#remove(last);
    else this.#full.push(last);
    if (this.#full.length > mostInMemory) this.#moveOut(this.#full.shift() as Chunk);
    this.#chunk = this.#add(last.number + 1, this.#room(Math.max(chunkSize, needed)));
    this.#end = 0;
  }

  #add(number: number, bytes: Buffer): Chunk {
    const chunk = { number, bytes, at: 0, size: bytes.length, wanted: 0 };
    this.#chunks.set(number, chunk);
    return chunk;
  }

  #room(size: number): Buffer {
    const spare = this.#spare;
    if (spare?.length !== size) return Buffer.allocUnsafeSlow(size);
    this.#spare = undefined;
    return spare;
  }

  /** Only what an ordinary chunk can use: a long text's bytes would be kept for nothing. */
  #spareIt(bytes: Buffer): void {
    if (bytes.length === chunkSize) this.#spare = bytes;
  }

  #read(at: number, length: number): Buffer {
    try {
      return this.#file.read(at, length);
    } catch (cause) {
      throw new StoreFailure('a temporary file cannot be read', { simulated: false, cause });
    }
  }

  #moveOut(chunk: Chunk): void {
    try {
      chunk.at = this.#file.add(chunk.bytes as Buffer);
    } catch {
      return;
    }
    this.#spareIt(chunk.bytes as Buffer);
    chunk.bytes = undefined;
  }

  #remove(chunk: Chunk): void {
    this.#chunks.delete(chunk.number);
    this.#full = this.#full.filter((full) => full !== chunk);
    if (chunk.bytes) this.#spareIt(chunk.bytes);
    else this.#file.remove(chunk.at, chunk.size);
  }
}

function bytesOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}
