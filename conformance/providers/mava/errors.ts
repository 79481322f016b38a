import type { Errors } from '../../../specs/behaviours/errors.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import type { Contract } from '../../../specs/contract/types.ts';
import type { Plan } from '../../cases/change.ts';
import { isDocumented } from '../../cases/subject.ts';
import { carriesCode, codesIn } from '../../reading/code.ts';
import { type Exchange, told } from '../../reading/exchange.ts';
import { isMembers, memberOf } from '../../reading/locate.ts';
import type { Watch } from '../../reading/watch.ts';

const [code, uppercase, message] = [
  'mava/errors/code',
  'mava/errors/uppercase',
  'mava/errors/message',
];

/** Every refusal carries a code, in capitals; a message may stand beside it. */
export function watchErrors({ contract }: Plan): Watch {
  const listed = cataloguedIn(contract);
  let first: Exchange | undefined;
  return {
    clauses: [code, uppercase, message],
    refused(exchange, note) {
      const { answer } = exchange;
      if (!answer) return;
      const known = listed.filter((one) => carriesCode(answer, one.code)).map((one) => one.code);
      const codes = [...new Set([...codesIn(answer), ...known])];
      const found = { also: [], actual: told(exchange), exchanges: [exchange] };
      if (codes.length === 0) {
        const premise = listed.find(({ status }) => status === answer.status)?.premise;
        return note({
          saw: 'broken',
          clause: code,
          expected: ['an error code'],
          ...found,
          premise,
        });
      }
      note({ saw: 'held', clause: code });
      if (
        exchange.draft.as === null &&
        exchange.draft.path === undefined &&
        !exchange.draft.method
      ) {
        first ??= exchange;
        // The same refusal has the same code each time.
        const wanted = first.answer ? codesIn(first.answer) : [];
        if (!wanted.some((one) => codes.includes(one))) {
          const expected = [`the code of the same refusal before, ${wanted[0]}`];
          note({ saw: 'broken', clause: code, ...found, expected, exchanges: [first, exchange] });
        }
      }
      if (codes.some((one) => /^[A-Z][A-Z0-9_]*$/.test(one)))
        note({ saw: 'held', clause: uppercase });
      else {
        note({ saw: 'broken', clause: uppercase, expected: ['a code in capitals'], ...found });
      }
      const beside = isMembers(answer.json) ? memberOf(answer.json, 'message') : undefined;
      if (beside === undefined || typeof beside === 'string')
        note({ saw: 'held', clause: message });
      else
        note({ saw: 'broken', clause: message, expected: ['a message that is a text'], ...found });
    },
  };
}

interface Listed {
  readonly status: number;
  readonly code: string;
  /** The assumption that answers with this status have a code: the page's table gives some of them none. */
  readonly premise: string | undefined;
}

function cataloguedIn(contract: Contract): Listed[] {
  const entries = behavioursOf<Errors>(contract, 'errors').flatMap(({ catalogue }) =>
    Object.values(catalogue),
  );
  return entries.map(({ status, code, clause }) => {
    const isSaid = entries.some(
      (one) => one.status === status && isDocumented({ contract }, one.clause),
    );
    return { status, code, premise: isSaid ? undefined : clause };
  });
}
