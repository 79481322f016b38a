import { clauseOf } from '../../../specs/contract/citations.ts';
import type { Plan } from '../change.ts';

/** The clause by which fields that the document does not name are taken, of this operation or the next that has it. */
export function extraClause({ contract, operation }: Plan): string | undefined {
  return [operation, ...contract.operations]
    .map(({ bodySchema }) => clauseOf(bodySchema, 'additionalProperties'))
    .find((clause) => clause !== undefined);
}

/** The clause that says how a key is read that stands more than once. */
export function duplicateClause({ operation }: Plan): string | undefined {
  return operation.rules.get('json')?.clauses.find((id) => id.endsWith('/duplicate-keys'));
}
