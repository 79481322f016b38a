/** A text as one word of a POSIX shell in which nothing is replaced. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A text as it stands between double quotes, where variables can stand beside it. */
export function forDoubleQuotes(text: string): string {
  return text.replaceAll(/["\\$`]/g, '\\$&');
}

/** Bytes as `printf` takes them in its format. */
export function octal(bytes: Uint8Array): string {
  return [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
