/** A line of a file, without its line feed. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly bytes: Buffer;
  /** Only the last line may be without its line feed. */
  readonly isWhole: boolean;
}

const lineFeed = 0x0a;

/**
 * Cuts bytes into lines at line feeds alone: a JSON text may hold every other break.
 *
 * @param longest how many bytes of a line are kept: one that is longer comes as soon as it is known to be,
 * cut there, and is the last.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  longest: number,
): AsyncGenerator<Line> {
  let number = 1;
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      held.push(chunk.subarray(start, end));
      yield { number: number++, bytes: Buffer.concat(held), isWhole: true };
      held = [];
      length = 0;
      start = end + 1;
    }
    held.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > longest) break;
  }
  const bytes = Buffer.concat(held);
  if (bytes.length > 0) yield { number, bytes, isWhole: false };
}
