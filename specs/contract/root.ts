import { existsSync } from 'node:fs';
import path from 'node:path';

/** The package's folder: the data of `specs/` and `fixtures/` is found from it, from source and from `dist/` alike. */
export const packageRoot = findUp(import.meta.dirname);

function findUp(folder: string): string {
  if (existsSync(path.join(folder, 'package.json'))) return folder;
  return findUp(path.dirname(folder));
}
