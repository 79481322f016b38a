import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DeclaredKind } from './declare.ts';

/**
 * Imports every module of a room: a folder in which each file is one kind of behaviour. A new kind is
 * a new file, and no list to keep.
 *
 * @returns the modules by file name without its ending.
 */
export async function loadRoom<Module>(folder: string): Promise<Map<string, Module>> {
  const names = readdirSync(folder).filter((name) => /(?<!\.d|\.test)\.(ts|js)$/.test(name));
  const entries = names.map(async (name) => {
    const url = pathToFileURL(path.join(folder, name)).href;
    return [name.replace(/\.(ts|js)$/, ''), (await import(url)) as Module] as const;
  });
  return new Map(await Promise.all(entries));
}

/** Every kind of behaviour that a contract may declare, by name. */
export async function declaredKinds(): Promise<ReadonlyMap<string, DeclaredKind>> {
  const room = await loadRoom<{ declared: DeclaredKind }>(
    path.join(import.meta.dirname, '..', 'behaviours'),
  );
  return new Map([...room.values()].map(({ declared }) => [declared.kind, declared]));
}
