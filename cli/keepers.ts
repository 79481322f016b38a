import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { citationsIn } from '../specs/contract/citations.ts';
import type { Contract } from '../specs/contract/types.ts';

/**
 * Where the code is that keeps each clause in our double: a behaviour's file, the validation of the
 * body, or the provider's own code.
 *
 * @returns files from the package's root, by clause id.
 */
export function keepersOf({
  provider,
  behaviours,
  operations,
  clauses,
}: Contract): ReadonlyMap<string, string[]> {
  const keepers = new Map<string, Set<string>>([...clauses.keys()].map((id) => [id, new Set()]));
  const note = (cited: unknown, file: string): void => {
    for (const [id] of citationsIn(cited)) keepers.get(id)?.add(file);
  };
  const own = `mock-server/providers/${provider}.ts`;
  const marked = ruleMarks(provider);

  for (const behaviour of [
    ...behaviours,
    ...operations.flatMap((operation) => operation.behaviours),
  ]) {
    note(behaviour, fileOf(behaviour.kind));
  }
  for (const { bodySchema, rules } of operations) {
    note(bodySchema, fileOf('validation'));
    for (const rule of rules.values()) {
      for (const file of rule.by ? [fileOf(rule.by)] : (marked.get(rule.name) ?? [own]))
        note(rule, file);
    }
  }
  return new Map([...keepers].map(([id, files]) => [id, files.size > 0 ? [...files] : [own]]));
}

function fileOf(kind: string): string {
  return `mock-server/behaviours/${kind}.ts`;
}

/** Where the provider's code marks what it decides with `@rule <name>`: the files, by name. */
function ruleMarks(provider: string): ReadonlyMap<string, string[]> {
  const folder = path.join(import.meta.dirname, '..', 'mock-server', 'providers');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.startsWith(provider) && /(?<!\.d)\.(ts|js)$/.test(name),
  );
  const marks = new Map<string, string[]>();
  for (const name of files) {
    const source = readFileSync(path.join(folder, name), 'utf8');
    for (const [, rule = ''] of source.matchAll(/@rule ([a-z-]+)/g)) {
      marks.set(rule, [
        ...(marks.get(rule) ?? []),
        `mock-server/providers/${name} (@rule ${rule})`,
      ]);
    }
  }
  return marks;
}
