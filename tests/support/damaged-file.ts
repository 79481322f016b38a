import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createDouble } from '../../mock-server/double.ts';
import { StoreError, type StoreName } from '../../mock-server/store/open-store.ts';
import { filerOf } from './filer.ts';

/** Makes a file with some tickets in it, closed well. */
export async function usedFile(file: string): Promise<void> {
  const double = await createDouble({ store: `sqlite:${file}` });
  const filer = await filerOf(await double.listen(), 'tickiti');
  for (let count = 0; count < 20; count += 1) await filer.file();
  await double.close();
}

/** Copies a database with what belongs to it. */
export function copyDatabase(from: string, to: string): void {
  for (const suffix of ['', '-wal']) {
    if (existsSync(from + suffix)) copyFileSync(from + suffix, to + suffix);
  }
}

export function changeBytes(file: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(file, change(readFileSync(file)));
}

/** All files beside a file, and itself, with what is in them. */
export function contentOf(file: string): Record<string, Buffer> {
  const folder = path.dirname(file);
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))]),
  );
}

/** Whether a double serves with this store, or what it says instead. */
export async function openingOf(store: StoreName): Promise<'serves' | string> {
  try {
    const double = await createDouble({ store });
    await double.close();
    return 'serves';
  } catch (error) {
    if (error instanceof StoreError) return error.message;
    throw error;
  }
}
