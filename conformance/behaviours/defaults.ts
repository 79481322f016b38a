import type { Defaults } from '../../specs/behaviours/defaults.ts';
import type { Echo } from '../../specs/behaviours/echo.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import { overriddenBy } from '../reading/overridden.ts';
import { sameValue } from '../reading/same-value.ts';
import type { Exchange } from '../suite/exchange.ts';
import type { Note } from '../suite/observation.ts';
import type { Plan, Verifier } from '../suite/verification.ts';

/** What a field that was left out comes back as, wherever the answer shows it. */
export const verify: Verifier<Defaults> = ({ of }, plan) => {
  const reader = new AnswerReader(plan);
  const rules = of.map(({ at, clause }): Rule & { to: string } => {
    const to = echoOf(plan, at);
    return { at, clause, to, value: defaultOf(plan, at), isPlain: isShown(plan, reader, to) };
  });
  return {
    watches: [
      {
        clauses: of.map(({ clause }) => clause),
        accepted(exchange, note) {
          for (const rule of rules) {
            if (valueAt(exchange.draft.body, parsePointer(rule.at)) !== undefined) continue;
            if (overriddenBy(plan, exchange.draft.body).has(rule.at)) continue;
            judge(rule, reader.read(exchange.answer, rule.to), exchange, note);
          }
        },
      },
    ],
  };
};

interface Rule {
  readonly at: string;
  readonly clause: string;
  readonly value: unknown;
  /** Whether the document has the field in every answer. */
  readonly isPlain: boolean;
}

function isShown({ operation }: Plan, reader: AnswerReader, to: string): boolean {
  const isEchoed = behavioursOf<Echo>(operation, 'echo').some(({ fields }) =>
    fields.some((field) => field.to === to),
  );
  return isEchoed && reader.isPlaceDocumented(to);
}

/** Where the answer has a field of the request. */
function echoOf({ operation }: Plan, at: string): string {
  const fields = behavioursOf<Echo>(operation, 'echo').flatMap((echo) => echo.fields);
  return fields.find(({ from }) => from === at)?.to ?? at;
}

function defaultOf({ operation }: Plan, at: string): unknown {
  const path = parsePointer(at).flatMap((name) => ['properties', name]);
  return valueAt(operation.bodySchema, [...path, 'default']);
}

function judge(
  { at, clause, value, isPlain }: Rule,
  shown: unknown,
  exchange: Exchange,
  note: Note,
) {
  const isHidden = shown === undefined && !isPlain;
  if (isHidden || (typeof shown === 'object' && shown !== null)) {
    return note({ saw: 'unseen', clause, reason: `no answer shows ${at}` });
  }
  if (sameValue(shown, value)) return note({ saw: 'held', clause });
  note({
    saw: 'broken',
    clause,
    also: [],
    expected: [`${at} comes back as ${JSON.stringify(value)}, since the request leaves it out`],
    actual: `${exchange.answer?.status} with ${at} as ${JSON.stringify(shown)}`,
    exchanges: [exchange],
  });
}
