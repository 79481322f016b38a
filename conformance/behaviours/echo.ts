import { isDeepStrictEqual } from 'node:util';
import type { Defaults } from '../../specs/behaviours/defaults.ts';
import type { Echo } from '../../specs/behaviours/echo.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { clauseOf } from '../../specs/contract/citations.ts';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Plan } from '../cases/change.ts';
import { AnswerReader } from '../reading/answer-reader.ts';
import type { Accepted } from '../reading/exchange.ts';
import type { Note } from '../reading/observation.ts';
import { overriddenBy } from '../reading/overridden.ts';
import { sameValue } from '../reading/same-value.ts';
import type { Verifier } from '../suite/verification.ts';

/** What was sent comes back, wherever the answer shows it. */
export const verify: Verifier<Echo> = ({ fields }, plan) => {
  const reader = new AnswerReader(plan);
  const rules = fields.map((field) => ({
    ...field,
    values: enumClause(plan, field.from),
    fallback: defaultOf(plan, field.from),
  }));
  return {
    watches: [
      {
        clauses: rules.flatMap(({ clause, values, fallback }) =>
          [clause, values, fallback?.clause].filter((id) => id !== undefined),
        ),
        shownBy({ raw, body }) {
          if (raw !== undefined) return [];
          const forced = overriddenBy(plan, body);
          const sent = rules.filter(({ from }) => valueAt(body, parsePointer(from)) !== undefined);
          return sent.filter(({ from }) => !forced.has(from)).map(({ clause }) => clause);
        },
        accepted(exchange, note) {
          if (exchange.draft.raw !== undefined) return;
          const forced = overriddenBy(plan, exchange.draft.body);
          for (const rule of rules) if (!forced.has(rule.from)) judge(rule, reader, exchange, note);
        },
      },
    ],
  };
};

interface Rule {
  readonly from: string;
  readonly to: string;
  readonly clause: string;
  /** What says which values there are: one of them that comes back as another is not that value. */
  readonly values: string | undefined;
  readonly fallback: { readonly clause: string; readonly value: unknown } | undefined;
}

function judge(
  { from, to, clause, values, fallback }: Rule,
  reader: AnswerReader,
  exchange: Accepted,
  note: Note,
) {
  const sent = valueAt(exchange.draft.body, parsePointer(from));
  if (sent === undefined) return;
  const shown = reader.read(exchange.answer, to);
  if (isDeepStrictEqual(shown, sent)) return note({ saw: 'held', clause });
  // The default in place of what was sent is a default that is applied too late.
  const late = fallback && sameValue(shown, fallback.value) ? [fallback.clause] : [];
  const isOtherValue = values !== undefined && isScalar(shown) && !sameValue(shown, sent);
  note({
    saw: 'broken',
    clause: isOtherValue ? values : clause,
    also: isOtherValue ? [clause, ...late] : late,
    expected: [`${to} as it was sent: ${JSON.stringify(sent)}`],
    actual: `${exchange.answer.status} with ${to} as ${JSON.stringify(shown) ?? 'nothing'}`,
    exchanges: [exchange],
  });
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** What the field is when it is left out, and the clause that says so. */
function defaultOf({ operation }: Plan, from: string): Rule['fallback'] {
  const declared = behavioursOf<Defaults>(operation, 'defaults').flatMap(({ of }) => of);
  const clause = declared.find(({ at }) => at === from)?.clause;
  const path = parsePointer(from).flatMap((name) => ['properties', name]);
  return clause === undefined
    ? undefined
    : { clause, value: valueAt(operation.bodySchema, [...path, 'default']) };
}

function enumClause({ operation }: Plan, from: string): string | undefined {
  const path = parsePointer(from).flatMap((name) => ['properties', name]);
  const node = valueAt(operation.bodySchema, path) as JsonSchema | undefined;
  return node?.enum ? clauseOf(node, 'enum') : undefined;
}
