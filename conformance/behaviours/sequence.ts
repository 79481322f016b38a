import type { Sequence } from '../../specs/behaviours/sequence.ts';
import { withField } from '../cases/draft.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import type { Exchange } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Verifier } from '../suite/verification.ts';

/** Requests in a row, one of them refused, and many at once: their numbers follow each other. */
export const verify: Verifier<Sequence> = ({ clause, at, prefix }, plan) => {
  const reader = new AnswerReader(plan);
  const numberOf = ({ answer }: Exchange): number => {
    const shown = answer && reader.read(answer, at);
    const text = String(shown ?? '');
    return text.startsWith(prefix) ? Number(text.slice(prefix.length) || Number.NaN) : Number.NaN;
  };
  const judge = (session: Session, exchanges: readonly Exchange[]) => {
    const numbers = exchanges.map(numberOf).sort((a, b) => a - b);
    if (numbers.some(Number.isNaN))
      return session.unseen(`no answer shows a number at ${at}`, clause);
    const first = numbers[0] ?? 0;
    session.judge(
      numbers.every((number, i) => number === first + i),
      [clause],
      {
        expected: [`${numbers.length} numbers one after the other from ${first} on`],
        actual: numbers.join(', '),
        exchanges,
      },
    );
  };
  return {
    checks: [
      check('sequences', 'sequence/in-a-row', [clause], async (session) => {
        const exchanges: Exchange[] = [];
        const roles = session.plan.known.credential('second-key')
          ? ['primary', 'second-key']
          : ['primary'];
        for (let i = 0; i < 12; i++) {
          const role = roles[i % roles.length] ?? 'primary';
          exchanges.push(await session.send({ ...session.draft(), as: role }));
          if (i % 4 === 1) await session.send(withField(session.draft(), '', []));
        }
        judge(session, exchanges);
      }),
      check('races', 'sequence/at-once', [clause], async (session) => {
        judge(session, await session.sendAtOnce(Array.from({ length: 12 }, () => session.draft())));
      }),
    ],
  };
};
