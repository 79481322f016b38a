import type { Defaults } from '../../specs/behaviours/defaults.ts';
import type { Echo } from '../../specs/behaviours/echo.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Plan } from '../cases/change.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import type { Accepted } from '../reading/exchange.ts';
import type { Note } from '../reading/observation.ts';
import { overriddenBy } from '../reading/overridden.ts';
import { sameValue } from '../reading/same-value.ts';
import type { Verifier } from '../suite/verification.ts';

/** What a field that was left out comes back as, wherever the answer shows it. */
export const verify: Verifier<Defaults> = ({ of }, plan) => {
  const reader = new AnswerReader(plan);
  const rules = of.map(({ at, clause }): Rule => {
    const { to, isEchoed } = echoOf(plan, at);
    const isPlain = isEchoed && reader.isPlaceDocumented(to);
    return { at, clause, to, isEchoed, value: defaultOf(plan, at), isShown: isPlain };
  });
  return {
    watches: [
      {
        clauses: of.map(({ clause }) => clause),
        shownBy({ raw, body }) {
          if (raw !== undefined) return [];
          const forced = overriddenBy(plan, body);
          const absent = rules.filter(({ at }) => valueAt(body, parsePointer(at)) === undefined);
          return absent.filter(({ at }) => !forced.has(at)).map(({ clause }) => clause);
        },
        accepted(exchange, note) {
          if (exchange.draft.raw !== undefined) return;
          const forced = overriddenBy(plan, exchange.draft.body);
          for (const rule of rules) {
            if (!forced.has(rule.at))
              look(rule, reader.read(exchange.answer, rule.to), exchange, note);
          }
        },
      },
    ],
  };
};

interface Rule {
  readonly at: string;
  readonly to: string;
  readonly clause: string;
  readonly value: unknown;
  /** Whether the contract has the field come back. */
  readonly isEchoed: boolean;
  /** Whether this server shows the field: the document has it in every answer, or it came back when it was sent. */
  isShown: boolean;
  /** An answer without the field, to a request without it, from before it was known that the server shows it. */
  missing?: Accepted;
}

function look(rule: Rule, shown: unknown, exchange: Accepted, note: Note) {
  const sent = valueAt(exchange.draft.body, parsePointer(rule.at));
  if (sent === undefined) return judge(rule, shown, exchange, note);
  if (shown === undefined || !rule.isEchoed) return;
  rule.isShown = true;
  if (rule.missing) judge(rule, undefined, rule.missing, note);
  delete rule.missing;
}

/** Where the answer has a field of the request. */
function echoOf({ operation }: Plan, at: string): { to: string; isEchoed: boolean } {
  const fields = behavioursOf<Echo>(operation, 'echo').flatMap((echo) => echo.fields);
  const to = fields.find(({ from }) => from === at)?.to;
  return { to: to ?? at, isEchoed: to !== undefined };
}

function defaultOf({ operation }: Plan, at: string): unknown {
  const path = parsePointer(at).flatMap((name) => ['properties', name]);
  return valueAt(operation.bodySchema, [...path, 'default']);
}

function judge(rule: Rule, shown: unknown, exchange: Accepted, note: Note) {
  const { at, clause, value } = rule;
  if (shown === undefined && !rule.isShown) rule.missing ??= exchange;
  const isHidden = shown === undefined && !rule.isShown;
  if (isHidden || (typeof shown === 'object' && shown !== null)) {
    return note({ saw: 'unseen', clause, reason: `no answer shows ${at}` });
  }
  if (sameValue(shown, value)) return note({ saw: 'held', clause });
  note({
    saw: 'broken',
    clause,
    also: [],
    expected: [`${at} comes back as ${JSON.stringify(value)}, since the request leaves it out`],
    actual: `${exchange.answer.status} with ${at} as ${JSON.stringify(shown) ?? 'nothing'}`,
    exchanges: [exchange],
  });
}
