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

  for (const behaviour of [
    ...behaviours,
    ...operations.flatMap((operation) => operation.behaviours),
  ]) {
    note(behaviour, fileOf(behaviour.kind));
  }
  for (const { bodySchema, rules } of operations) {
    note(bodySchema, fileOf('validation'));
    for (const rule of rules.values()) {
      note(rule, rule.by ? fileOf(rule.by) : `${own} (@rule ${rule.name})`);
    }
  }
  return new Map([...keepers].map(([id, files]) => [id, files.size > 0 ? [...files] : [own]]));
}

function fileOf(kind: string): string {
  return `mock-server/behaviours/${kind}.ts`;
}
