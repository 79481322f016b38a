import type { Overrides } from '../../specs/behaviours/overrides.ts';
import { withField } from '../cases/draft.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { sameValue } from '../reading/same-value.ts';
import { check } from '../suite/check.ts';
import { type Accepted, isAccepted, told } from '../suite/exchange.ts';
import type { Session } from '../suite/session.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** The trigger alone, and with each forced field sent otherwise. */
export const verify: Verifier<Overrides> = (declared, plan) => {
  const forced = Object.entries(declared.set);
  const opposite = forced.map(([at, value]): [string, unknown] => [at, opposed(value)]);
  const cases: [string, [string, unknown][]][] = [
    ['alone', []],
    ...opposite.map((one): [string, [string, unknown][]] => [`against${one[0]}`, [one]]),
    ['against-all', opposite],
  ];
  const reader = new AnswerReader(plan);
  const checks = cases.map(
    ([name, fields]): Check =>
      check('coverage', `overrides${declared.when}/${name}`, [declared.clause], async (session) => {
        const sent = [[declared.when, declared.is] as const, ...fields];
        const draft = sent.reduce(
          (made, [at, value]) => withField(made, at, value),
          session.draft(),
        );
        const exchange = await session.send(draft);
        if (!session.accepted(exchange, []) || !isAccepted(exchange)) return;
        for (const [at, value] of forced) judge(session, declared, reader, exchange, at, value);
      }),
  );
  return { checks };
};

/** What would be seen if nothing were forced. */
function opposed(value: unknown): unknown {
  return typeof value === 'boolean' ? !value : `not ${value}`;
}

function judge(
  session: Session,
  { clause }: Overrides,
  reader: AnswerReader,
  exchange: Accepted,
  at: string,
  value: unknown,
) {
  const shown = reader.read(exchange.answer, at);
  if (shown === undefined) return session.unseen(`no answer shows ${at}`, clause);
  session.judge(sameValue(shown, value), [clause], {
    expected: [`${at} as ${JSON.stringify(value)}, whatever was sent`],
    actual: `${told(exchange)} (${at} is ${JSON.stringify(shown)})`,
    exchanges: [exchange],
  });
}
