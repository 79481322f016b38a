import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from './root.ts';

const folder = path.join(packageRoot, 'node_modules', '.cache', 'doublecheck');

/**
 * What a text was parsed to before, kept as JSON, which is read twenty times as fast as YAML: parsing all
 * contracts would be a third of the time to the first answer. Where nothing can be kept it is parsed anew.
 */
export function cached(text: string, parse: () => unknown): unknown {
  const file = path.join(folder, `${hash('sha256', text)}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const value = parse();
    keep(file, JSON.stringify(value));
    return value;
  }
}

/** Renamed into place, so that no other process reads half of it. */
function keep(file: string, json: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, json);
    renameSync(draft, file);
  } catch {
    // A package that cannot be written to is used as it is.
  }
}
