import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { citationsIn } from '../specs/contract/citations.ts';
import { parsePointer, valueAt } from '../specs/contract/pointer.ts';
import type { Contract } from '../specs/contract/types.ts';

/**
 * Where the code is that keeps each clause in our double: a behaviour's file, the validation of the
 * body, the envelope of refusals, or the provider's own code.
 *
 * @returns files from the package's root, by clause id; every clause has one.
 */
export function keepersOf(contract: Contract): ReadonlyMap<string, string[]> {
  const { provider, behaviours, operations, clauses, document } = contract;
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
  note(document.components?.securitySchemes, fileOf('authentication'));
  for (const { bodySchema, rules, responses, pointer } of operations) {
    const node = valueAt(document, parsePointer(pointer)) as {
      requestBody?: object;
      parameters?: object;
    };
    note({ ...node.requestBody, content: undefined }, fileOf('body'));
    note(node.parameters, fileOf('idempotency'));
    note(bodySchema, fileOf('validation'));
    for (const [status, schema] of responses) note(schema, isRefusal(status) ? envelope : own);
    for (const rule of rules.values()) {
      for (const file of rule.by ? [fileOf(rule.by)] : (marked.get(rule.name) ?? [own]))
        note(rule, file);
    }
  }
  // What is left is said of an operation or an answer as a whole.
  return new Map([...keepers].map(([id, files]) => [id, files.size > 0 ? [...files] : [own]]));
}

const envelope = 'mock-server/engine/envelope.ts';

function isRefusal(status: string): boolean {
  return !status.startsWith('2');
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
