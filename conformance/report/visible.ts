/**
 * Characters that XML 1.0 and HTML cannot hold, that drive a terminal, or that turn the direction of a
 * line about, are shown by their number: `\u001b`. Line feeds, tabs and returns stay.
 */
export function visible(text: string): string {
  return text.toWellFormed().replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
