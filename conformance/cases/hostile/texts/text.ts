/** A text that careless servers fall over. */
export interface HostileText {
  /** `emoji-zwj`. */
  readonly operator: string;
  /** @param room how many characters the field takes; a text that does not depend on it may be longer. */
  of(room: number): string;
  /** Every letter of it is written as an escape: `\u002e`. */
  readonly isEscaped?: true;
}

/** Texts by their operators. */
export function named(texts: Readonly<Record<string, string>>): HostileText[] {
  return Object.entries(texts).map(([operator, text]) => ({ operator, of: () => text }));
}
