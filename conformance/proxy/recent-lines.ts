import type { JournalLine } from '../audit/journal-line.ts';

/** How many lines are kept, and how many letters in them: a proxy may run for days. */
const mostLines = 100_000;
const mostLetters = 128 * 1024 * 1024;

/** The newest lines of a journal. */
export class RecentLines {
  #lines: JournalLine[] = [];
  #first = 0;
  #letters = 0;

  add(line: JournalLine): void {
    this.#lines.push(line);
    this.#letters += lettersOf(line);
    while (this.#count > mostLines || (this.#letters > mostLetters && this.#count > 1))
      this.#dropFirst();
  }

  /** In the order in which they came. */
  get all(): readonly JournalLine[] {
    return this.#lines.slice(this.#first);
  }

  get #count(): number {
    return this.#lines.length - this.#first;
  }

  #dropFirst(): void {
    const line = this.#lines[this.#first++];
    if (line) this.#letters -= lettersOf(line);
    // What is dropped is let go of now and then, since moving all the others takes long.
    if (this.#first < mostLines && this.#first * 2 < this.#lines.length) return;
    this.#lines = this.#lines.slice(this.#first);
    this.#first = 0;
  }
}

function lettersOf({ request, answer }: JournalLine): number {
  const texts = [request.path, request.body, answer.body];
  for (const { headers } of [request, answer])
    for (const [name, value] of Object.entries(headers)) texts.push(name, String(value));
  return texts.reduce((sum, { length }) => sum + length, 0);
}
