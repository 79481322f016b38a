import type { Identifiers } from '../../specs/behaviours/identifiers.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Plan } from '../cases/change.ts';
import type { Draft } from '../cases/draft.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import type { Accepted, Exchange } from '../reading/exchange.ts';
import type { Verifier } from '../suite/verification.ts';

/** No two tickets share an id, in the whole run. */
export const verify: Verifier<Identifiers> = ({ of }, plan) => {
  const reader = new AnswerReader(plan);
  const seen = new Map<string, Exchange>();
  return {
    watches: [
      {
        clauses: of.map(({ clause }) => clause),
        accepted(exchange, note) {
          if (exchange.isReplay || mayBeReplay(plan, exchange.draft)) return;
          for (const { at, clause } of of) {
            const id = reader.read(exchange.answer, at);
            if (typeof id !== 'string' && typeof id !== 'number') {
              note({ saw: 'unseen', clause, reason: `no answer shows ${at}` });
              continue;
            }
            const before = seen.get(`${at} ${id}`);
            seen.set(`${at} ${id}`, shortened(exchange));
            if (!before) {
              note({ saw: 'held', clause });
              continue;
            }
            const expected = [`${at} that no other ticket has`];
            const actual = `${id} again`;
            note({
              saw: 'broken',
              clause,
              also: [],
              expected,
              actual,
              exchanges: [before, exchange],
            });
          }
        },
      },
    ],
  };
};

/** All of a run are kept: of an answer no more than a report would show. */
function shortened(exchange: Accepted): Exchange {
  const { status, headers, text } = exchange.answer;
  const answer = { status, headers, text: text.slice(0, 2000), json: undefined };
  return { ...exchange, answer };
}

/** A key of a letter or two was perhaps used before. */
function mayBeReplay({ idempotency }: Plan, { body }: Draft): boolean {
  if (idempotency?.key.in !== 'body') return false;
  const key = valueAt(body, parsePointer(idempotency.key.at));
  return typeof key === 'string' && key.length < 8;
}
