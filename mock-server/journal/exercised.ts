import type { CompiledProvider } from '../engine/compile-provider.ts';
import { clausesOfFields } from './fields.ts';
import type { JournalEntry } from './journal.ts';

/**
 * The clauses that an exchange put to the test: those that the behaviours noted, and those of the fields
 * in a body that came through validation. The fields are worked out when the journal is read, since it is
 * read far less often than written; of a body beyond the journal's bound nothing is said.
 */
export function exercisedClauses({ operations }: CompiledProvider, entry: JournalEntry): string[] {
  const found = operations.find(({ operation }) => operation.id === entry.operation);
  if (!found || !isValidated(found.checks, entry)) return [...new Set(entry.clauses)];
  return [
    ...new Set([...entry.clauses, ...clausesOfFields(found.operation.bodySchema, bodyIn(entry))]),
  ];
}

function isValidated(
  checks: readonly { readonly kind: string }[],
  { check, outcome }: JournalEntry,
): boolean {
  if (outcome === 'failed' || outcome === 'aborted') return false;
  const kinds = checks.map(({ kind }) => kind);
  const stoppedAt = check === undefined ? -1 : kinds.indexOf(check);
  return stoppedAt < 0 || stoppedAt > kinds.indexOf('validation');
}

function bodyIn({ request }: JournalEntry): unknown {
  try {
    return JSON.parse(request.body);
  } catch {
    return undefined;
  }
}
