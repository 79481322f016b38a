import { isDeepStrictEqual } from 'node:util';

/** Whether an answer's value is the one that is meant, whatever letter case it is written in: `open` is `Open`. */
export function sameValue(shown: unknown, meant: unknown): boolean {
  if (typeof shown === 'string' && typeof meant === 'string')
    return shown.toLowerCase() === meant.toLowerCase();
  return isDeepStrictEqual(shown, meant);
}
