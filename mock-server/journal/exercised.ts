import { jsonOf } from '../../specs/contract/json.ts';
import type { CompiledOperation } from '../engine/compile.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { clausesOfFields } from './fields.ts';
import type { JournalEntry } from './journal.ts';

/**
 * The clauses that an exchange put to the test: those that the behaviours and the provider's code noted,
 * and those of the fields, in a body that came through validation and in the answer. The fields are worked
 * out when the journal is read, since it is read far less often than written; of a body beyond the
 * journal's bound nothing is said.
 */
export function exercisedClauses({ operations }: CompiledProvider, entry: JournalEntry): string[] {
  const found = operations.find(({ operation }) => operation.id === entry.operation);
  if (!found) return [...new Set(entry.clauses)];
  const { bodySchema, responses } = found.operation;
  const asked = isValidated(found, entry)
    ? clausesOfFields(bodySchema, jsonOf(entry.request.body))
    : [];
  const answered = clausesOfFields(
    responses.get(String(entry.answer.status)),
    jsonOf(entry.answer.body),
  );
  return [...new Set([...entry.clauses, ...asked, ...answered])];
}

function isValidated({ checks }: CompiledOperation, { check, outcome }: JournalEntry): boolean {
  if (outcome === 'failed' || outcome === 'aborted') return false;
  // Refused by something in front of the provider.
  if (outcome === 'refused' && check === undefined) return false;
  const kinds = checks.map(({ kind }) => kind);
  const stoppedAt = check === undefined ? -1 : kinds.indexOf(check);
  return stoppedAt < 0 || stoppedAt > kinds.indexOf('validation');
}
