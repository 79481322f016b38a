import { blot, shortestSecret } from '../../../specs/contract/secret.ts';

/** Who goes on for days sees tokens that change by the hour: those that were not shown for longest are let go. */
const mostShown = 200;

/** Secrets that are blotted out wherever they stand. */
export class KnownSecrets {
  readonly #kept: readonly string[];
  /** The last shown at the end. */
  readonly #shown = new Set<string>();
  /** Undefined until it is needed for what is known by then. */
  #pattern: RegExp | undefined;

  /** @param kept known beforehand and for good. */
  constructor(kept: readonly string[]) {
    this.#kept = kept.filter(isLongEnough);
  }

  /** Takes in what was shown just now. What is too short to be told from a word is passed over. */
  add(...secrets: readonly string[]): void {
    for (const secret of secrets.filter(isLongEnough)) {
      if (this.#kept.includes(secret)) continue;
      const isNew = !this.#shown.delete(secret);
      this.#shown.add(secret);
      const [oldest] = this.#shown;
      if (this.#shown.size > mostShown && oldest !== undefined) this.#shown.delete(oldest);
      if (isNew) this.#pattern = undefined;
    }
  }

  redact(text: string): string {
    if (this.#kept.length + this.#shown.size === 0) return text;
    this.#pattern ??= patternOf([...this.#kept, ...this.#shown]);
    return text.replace(this.#pattern, blot);
  }
}

function isLongEnough({ length }: string): boolean {
  return length >= shortestSecret;
}

/** Whatever of these stands in a text, in each of the ways in which it may be written there. */
function patternOf(secrets: readonly string[]): RegExp {
  const forms = secrets.flatMap((one) => [
    one,
    // Half of a pair of surrogates, which JSON may hold, cannot be encoded.
    encodeURIComponent(one.toWellFormed()),
    JSON.stringify(one).slice(1, -1),
    inAscii(JSON.stringify(one).slice(1, -1)),
    Buffer.from(one).toString('base64'),
  ]);
  // The longest first: one secret may be the beginning of another.
  const all = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return new RegExp(all.map(escaped).join('|'), 'gi');
}

/** JSON as some libraries write it. */
function inAscii(json: string): string {
  return json.replace(/[^\0-\x7f]/g, (letter) => {
    const code = letter.charCodeAt(0).toString(16);
    return `\\u${code.padStart(4, '0')}`;
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
