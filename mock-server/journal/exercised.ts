import { citationsIn } from '../../specs/contract/citations.ts';
import type { CompiledOperation } from '../engine/compile.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { clausesOfFields } from './fields.ts';
import type { JournalEntry } from './journal.ts';

/**
 * The clauses that an exchange put to the test: those of every check it came through, of the fields it
 * sent, of the rules that made the answer, and the one that stopped it. Worked out when the journal is
 * read, since it is read far less often than written.
 */
export function exercisedClauses(provider: CompiledProvider, entry: JournalEntry): string[] {
  const found = provider.operations.find(({ operation }) => operation.id === entry.operation);
  const clauses = new Set(entry.clause ? [entry.clause] : []);
  if (!found) return [...clauses];

  const isAccepted = entry.outcome === 'accepted';
  for (const kind of passed(found, entry)) {
    if (kind === 'authentication')
      addAll(
        clauses,
        ofKind(found, kind).filter((id) => !isRefusal(found, id)),
      );
    if (kind === 'validation')
      addAll(clauses, clausesOfFields(found.operation.bodySchema, bodyIn(entry)));
  }
  if (isAccepted) {
    for (const kind of made) addAll(clauses, ofKind(found, kind));
    for (const rule of found.operation.rules.values()) addAll(clauses, rule.clauses);
  }
  return [...clauses];
}

/** Kinds that shape every accepted answer. */
const made = [
  'defaults',
  'overrides',
  'echo',
  'identifiers',
  'sequence',
  'find-or-create',
  'atomicity',
];

/** The kinds of checks that the request came through. */
function passed({ checks }: CompiledOperation, { check, outcome }: JournalEntry): string[] {
  const kinds = checks.map(({ kind }) => kind);
  if (outcome === 'failed' || outcome === 'aborted') return [];
  return check !== undefined && kinds.includes(check)
    ? kinds.slice(0, kinds.indexOf(check))
    : kinds;
}

function ofKind({ operation }: CompiledOperation, kind: string): string[] {
  return operation.behaviours
    .filter((behaviour) => behaviour.kind === kind)
    .flatMap((behaviour) => [...citationsIn(behaviour)].map(([id]) => id));
}

function isRefusal({ operation }: CompiledOperation, id: string): boolean {
  return operation.behaviours.some((behaviour) =>
    Object.values(behaviour).some((value) => value?.answers && value.clause === id),
  );
}

function bodyIn({ request }: JournalEntry): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    return undefined;
  }
}

function addAll(set: Set<string>, ids: readonly string[]): void {
  for (const id of ids) set.add(id);
}
