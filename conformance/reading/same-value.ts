import { isDeepStrictEqual } from 'node:util';

/** Whether an answer's value is the request's, however it is written where the document does not say: `"2"`, `open`. */
export function sameValue(shown: unknown, meant: unknown): boolean {
  if (isDeepStrictEqual(shown, meant)) return true;
  if (isScalar(shown) && isScalar(meant))
    return String(shown).toLowerCase() === String(meant).toLowerCase();
  return false;
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
