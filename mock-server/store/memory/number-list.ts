/** How many numbers the first segment holds; each further one holds twice as many as the one before. */
const first = 16;

/** A list of numbers outside the heap, that grows without a copy of what it holds. */
export class NumberList {
  readonly #segments: Float64Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const segment = segmentOf(this.#length);
    this.#segments[segment] ??= new Float64Array(first * 2 ** segment);
    this.#length += 1;
    this.set(this.#length - 1, value);
  }

  at(index: number): number {
    const segment = segmentOf(index);
    return (this.#segments[segment] as Float64Array)[index - startOf(segment)] as number;
  }

  set(index: number, value: number): void {
    const segment = segmentOf(index);
    (this.#segments[segment] as Float64Array)[index - startOf(segment)] = value;
  }
}

function segmentOf(index: number): number {
  return 31 - Math.clz32(Math.floor(index / first) + 1);
}

function startOf(segment: number): number {
  return first * (2 ** segment - 1);
}
