/** Longer bodies are passed over by the checks, and only their beginning is kept. */
export const longestBody = 1024 * 1024;

/** What is kept of a longer one, in bytes. */
const longestBeginning = 16_384;

/** What is left of a body that has passed. */
export interface KeptBody {
  /** All of it, or its beginning. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of all that passed. */
  readonly size: number;
}

/** A copy of a body while it passes, up to a bound. */
export class BoundedCopy {
  #chunks: Uint8Array[] = [];
  #size = 0;

  add(chunk: Uint8Array): void {
    const wasWhole = this.#size <= longestBody;
    this.#size += chunk.length;
    if (this.#size <= longestBody) this.#chunks.push(chunk);
    else if (wasWhole) this.#chunks = [this.#beginningWith(chunk)];
  }

  /** In memory of its own: the chunks are parts of what was read at once, which may be much more. */
  get kept(): KeptBody {
    return { bytes: joined(this.#chunks), size: this.#size };
  }

  #beginningWith(chunk: Uint8Array): Uint8Array {
    return joined([...this.#chunks, chunk]).slice(0, longestBeginning);
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const chunk of chunks) {
    whole.set(chunk, place);
    place += chunk.length;
  }
  return whole;
}
