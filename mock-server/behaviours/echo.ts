import type { Echo } from '../../specs/behaviours/echo.ts';
import { parsePointer, setAt, valueAt } from '../../specs/contract/pointer.ts';
import type { Enforcer } from '../engine/enforcer.ts';

/** Puts fields of the request into the answer; those that the request did not have stay away. */
export const enforce: Enforcer<Echo> = ({ fields }) => {
  const pairs = fields.map(({ from, to, clause }) => ({
    from: parsePointer(from),
    to: parsePointer(to),
    clause,
  }));
  return {
    complete({ body, answer, context }) {
      for (const { from, to, clause } of pairs) {
        const value = valueAt(body, from);
        if (value === undefined) continue;
        setAt(answer as object, to, value);
        context.clauses.push(clause);
      }
    },
  };
};
