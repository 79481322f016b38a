import type { Answer, Contract } from '../../../specs/contract/types.ts';
import { type DefectsOf, inContract } from '../defect.ts';
import { change } from '../draft.ts';
import { type Candidate, named } from './candidate.ts';
import { rejectionsOf } from './rejections.ts';

/** An entry of the error catalogue whose code is written in other letters, of those that our double gives. */
export const catalogueDefects: DefectsOf = (contract) =>
  named(
    [...given(contract)].map(([name, { clause, code }]): Candidate => {
      const isUpper = code === code.toUpperCase();
      const other = isUpper ? code.toLowerCase() : code.toUpperCase();
      const edit = inContract(({ contract }) =>
        change(contract.catalogue.get(name), { code: other }),
      );
      return {
        clause,
        what: `code-in-${isUpper ? 'small-letters' : 'capitals'}`,
        place: name,
        changes: [edit],
      };
    }),
  );

function given(contract: Contract): ReadonlyMap<string, Answer> {
  const first = new Set(rejectionsOf(contract).map(({ rejection }) => rejection.answers[0].name));
  return new Map([...contract.catalogue].filter(([name]) => first.has(name)));
}
