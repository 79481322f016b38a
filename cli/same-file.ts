import path from 'node:path';

/** The first that is the same file as one before it, however each is written; what is not given counts for nothing. */
export function sameFile(files: readonly (string | undefined)[]): string | undefined {
  const given = files.filter((file) => file !== undefined);
  const places = given.map((file) => path.resolve(file));
  return given.find((_, index) => places.indexOf(places[index] ?? '') !== index);
}
