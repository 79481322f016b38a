import type { Errors } from '../../specs/behaviours/errors.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { leavesOf } from '../cases/draft.ts';
import { isDocumented } from '../cases/subject.ts';
import { told } from '../reading/exchange.ts';
import type { Verifier } from '../suite/verification.ts';

/** The envelope of every refusal: its fixed values, and a text wherever something is filled in. */
export const verify: Verifier<Errors> = ({ clause, envelope }, plan) => {
  // Where the document gives the envelope, it does so answer by answer, in the response schemas.
  if (isDocumented(plan, clause)) return {};
  const places = leavesOf(envelope).map(({ pointer, value }) => ({
    path: parsePointer(pointer),
    value,
  }));
  const isMet = (json: unknown): boolean =>
    places.every(({ path, value }) => {
      const shown = valueAt(json, path);
      if (value === '$status') return typeof shown === 'number';
      const isFilled = typeof value === 'string' && value.startsWith('$');
      return isFilled ? typeof shown === 'string' && shown !== '' : shown === value;
    });
  return {
    watches: [
      {
        clauses: [clause],
        refused(exchange, note) {
          if (isMet(exchange.answer?.json)) return note({ saw: 'held', clause });
          const expected = [`an answer of the form ${JSON.stringify(envelope)}`];
          const actual = told(exchange);
          note({ saw: 'broken', clause, also: [], expected, actual, exchanges: [exchange] });
        },
      },
    ],
  };
};
