import { realpathSync } from 'node:fs';
import path from 'node:path';

/** The first that is the same file as one before it, however each is written; what is not given counts for nothing. */
export function sameFile(files: readonly (string | undefined)[]): string | undefined {
  const given = files.filter((file) => file !== undefined);
  const places = given.map(placeOf);
  return given.find((_, index) => places.indexOf(places[index] ?? '') !== index);
}

/** Where a name leads, if it leads anywhere yet. */
function placeOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.resolve(file);
  }
}
