/**
 * A client's string as a database's text. NUL and lone surrogates, which would not come back as they went in,
 * are escaped as JSON does; no two strings become the same text.
 */
export function encode(value: string): string {
  const isPlain = value.isWellFormed() && !value.includes('\0') && !value.startsWith('"');
  return isPlain ? value : JSON.stringify(value);
}

export function decode(text: string): string {
  return text.startsWith('"') ? JSON.parse(text) : text;
}
