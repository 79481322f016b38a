import type { Overrides } from '../../specs/behaviours/overrides.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Plan } from '../cases/change.ts';
import { fullDraft } from '../cases/contexts.ts';
import { type Draft, withField } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import type { Form } from '../cases/form.ts';
import type { Maker } from '../cases/maker.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { type Accepted, told } from '../reading/exchange.ts';
import type { Note } from '../reading/observation.ts';
import { sameValue } from '../reading/same-value.ts';
import { coverageCheck } from '../suite/recipe-check.ts';
import type { Check, Verifier } from '../suite/verification.ts';

/** What a field forces upon others, in every answer to a request that has it, whatever else was sent. */
export const verify: Verifier<Overrides> = (declared, plan) => {
  const { clause, when, is, set } = declared;
  const reader = new AnswerReader(plan);
  return {
    watches: [
      {
        clauses: [clause],
        shownBy: ({ body, raw }) =>
          raw === undefined && valueAt(body, parsePointer(when)) === is ? [clause] : [],
        accepted(exchange, note) {
          const { body, raw } = exchange.draft;
          if (raw !== undefined || valueAt(body, parsePointer(when)) !== is) return;
          for (const [at, value] of Object.entries(set))
            judge(clause, at, value, reader.read(exchange.answer, at), exchange, note);
        },
      },
    ],
    checks: [
      ...smallest(declared, plan),
      ...plan.forms.flatMap((form) => largest(declared, plan, form)),
    ],
  };
};

/** What would be seen if nothing were forced. */
function opposed(value: unknown): unknown {
  return typeof value === 'boolean' ? !value : `not ${value}`;
}

type Fields = readonly (readonly [pointer: string, value: unknown])[];

/** The trigger alone, and with each forced field sent otherwise. */
function smallest(declared: Overrides, plan: Plan): Check[] {
  const opposite = oppositesOf(declared);
  const cases: [string, Fields][] = [
    ['alone', []],
    ...opposite.map((one): [string, Fields] => [`against${one[0]}`, [one]]),
    ['against-all', opposite],
  ];
  return cases.map(([name, fields]) =>
    forcing(declared, name, fields, (maker) => draftOf(plan, plan.forms[0], maker)),
  );
}

/** The same beside everything else that a form may have: the forced fields sent otherwise, and left out. */
function largest(declared: Overrides, plan: Plan, form: Form): Check[] {
  const opposite = oppositesOf(declared);
  const absent = opposite.map(([at]) => [at, undefined] as const);
  const everything = (maker: Maker) => fullDraft(plan, form, maker);
  return [
    forcing(declared, `against-all/every-field/${form.name}`, opposite, everything),
    forcing(declared, `alone/every-field/${form.name}`, absent, everything),
  ];
}

function oppositesOf({ set }: Overrides): Fields {
  return Object.entries(set).map(([at, value]) => [at, opposed(value)] as const);
}

function forcing(
  { clause, when, is }: Overrides,
  name: string,
  fields: Fields,
  base: (maker: Maker) => Draft,
): Check {
  return coverageCheck({
    id: `coverage/overrides${when}/${name}`,
    change: { pointer: when, keyword: 'overrides', operator: name },
    expects: { is: 'accepted', clauses: [], shows: [clause] },
    make(maker) {
      const sent = [[when, is] as const, ...fields];
      return sent.reduce((made, [at, value]) => withField(made, at, value), base(maker));
    },
  });
}

function judge(
  clause: string,
  at: string,
  value: unknown,
  shown: unknown,
  exchange: Accepted,
  note: Note,
) {
  if (shown === undefined) return note({ saw: 'unseen', clause, reason: `no answer shows ${at}` });
  if (sameValue(shown, value)) return note({ saw: 'held', clause });
  note({
    saw: 'broken',
    clause,
    also: [],
    expected: [`${at} as ${JSON.stringify(value)}, whatever was sent`],
    actual: `${told(exchange)} (${at} is ${JSON.stringify(shown)})`,
    exchanges: [exchange],
  });
}
