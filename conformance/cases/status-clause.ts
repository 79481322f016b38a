import { clauseOf } from '../../specs/contract/citations.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Subject } from './subject.ts';

/** The clause that gives a success its status. */
export function statusClause({ contract, operation }: Subject): string | undefined {
  const path = [...parsePointer(operation.pointer), 'responses', String(operation.successStatus)];
  return clauseOf(valueAt(contract.document, path), 'status');
}
