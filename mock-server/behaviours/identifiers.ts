import type { Identifiers } from '../../specs/behaviours/identifiers.ts';
import { parsePointer, setAt } from '../../specs/contract/pointer.ts';
import type { Enforcer } from '../engine/enforcer.ts';

/** Makes up the ids of the answer, for the provider's rules to build on. */
export const enforce: Enforcer<Identifiers> = ({ of }) => {
  const ids = of.map(({ at, form, clause }) => ({ path: parsePointer(at), form, clause }));
  return {
    prepare({ answer, context: { mint, now, clauses } }) {
      for (const { path, form, clause } of ids) {
        setAt(answer as object, path, mint(form, now));
        clauses.push(clause);
      }
    },
  };
};
