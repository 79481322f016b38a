import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProvider } from '../specs/contract/load.ts';
import { providers } from '../specs/contract/providers.ts';

const root = path.join(import.meta.dirname, '..');

/** Which folders a folder may import from, besides itself. */
const arrows: Record<string, readonly string[]> = {
  specs: [],
  'mock-server': ['specs'],
  conformance: ['specs'],
  testing: ['mock-server', 'conformance', 'specs'],
  cli: ['testing', 'mock-server', 'conformance', 'specs'],
};

function sourcesOf(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
}

/** The files of the house that a file imports, as paths from the root. */
function importsOf(file: string): string[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  const names = [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(
    ([, name]) => String(name),
  );
  return names.map((name) => path.join(path.dirname(file), name));
}

function kindsIn(room: string): string[] {
  return readdirSync(path.join(root, room, 'behaviours'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort();
}

describe('the arrow: cli → testing → {mock-server, conformance} → specs', () => {
  it.each(Object.entries(arrows))('%s imports from %j only', (folder, allowed) => {
    const strays = sourcesOf(folder).flatMap((file) =>
      importsOf(file)
        .filter((imported) => ![folder, ...allowed].includes(imported.split(path.sep)[0] ?? ''))
        .map((imported) => `${file} → ${imported}`),
    );
    expect(strays).toEqual([]);
  });

  it('has no circle: no file imports itself by way of others', () => {
    const graph = new Map(
      Object.keys(arrows)
        .flatMap(sourcesOf)
        .map((file) => [file, importsOf(file)]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file))
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (done.has(file) || trail.includes(file)) return;
      for (const imported of graph.get(file) ?? []) visit(imported, [...trail, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('the rooms of behaviours/', () => {
  it.each(['mock-server', 'conformance'])(
    'agree: %s has what is declared, and nothing else',
    (room) => {
      expect(kindsIn(room)).toEqual(kindsIn('specs'));
    },
  );

  it('name each file after the kind that it declares', async () => {
    for (const file of kindsIn('specs')) {
      const { declared } = await import(path.join(root, 'specs', 'behaviours', file));
      expect(`${declared.kind}.ts`).toBe(file);
    }
  });
});

describe.each(providers)('the code of %s', (provider) => {
  const own = sourcesOf('mock-server/providers').filter((file) =>
    file.startsWith(path.join('mock-server', 'providers', provider)),
  );
  const marks = own.flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/@rule ([a-z-]+)/g)].map(([, name]) =>
      String(name),
    ),
  );
  const rules = loadProvider(provider).operations.flatMap(({ rules: named }) => [
    ...named.values(),
  ]);

  it('marks where it decides each rule of the contract', () => {
    const decided = rules.filter(({ by }) => by === undefined).map(({ name }) => name);
    expect([...new Set(marks)].sort()).toEqual([...new Set(decided)].sort());
  });

  it('leaves the other rules to behaviours that are there', () => {
    const kinds = rules.flatMap(({ by }) => (by === undefined ? [] : [`${by}.ts`]));
    expect(kindsIn('mock-server')).toEqual(expect.arrayContaining(kinds));
  });
});
