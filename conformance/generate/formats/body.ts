import type { CaseBody } from '../case.ts';

/** Letters that are handed on at once. */
const pieceLength = 64 * 1024;

/** The text of a body, piece by piece; undefined where it is bytes. */
export function textOf(body: CaseBody): Iterable<string> | undefined {
  if ('base64' in body) return undefined;
  return 'text' in body ? [body.text] : partsOf(body.parts);
}

/** The bytes of a body, piece by piece. */
export function bytesOf(body: CaseBody): Iterable<string | Uint8Array> {
  return textOf(body) ?? ('base64' in body ? [Buffer.from(body.base64, 'base64')] : []);
}

/** How many bytes a body has. */
export function lengthOf(body: CaseBody | undefined): number {
  if (body === undefined) return 0;
  if ('base64' in body) return Buffer.byteLength(body.base64, 'base64');
  if ('text' in body) return Buffer.byteLength(body.text);
  return body.parts.reduce((sum, { text, times }) => sum + Buffer.byteLength(text) * times, 0);
}

function* partsOf(parts: readonly { readonly text: string; readonly times: number }[]) {
  for (const { text, times } of parts) {
    const atOnce = Math.max(1, Math.floor(pieceLength / Math.max(1, text.length)));
    for (let left = times; left > 0; left -= atOnce) yield text.repeat(Math.min(left, atOnce));
  }
}
