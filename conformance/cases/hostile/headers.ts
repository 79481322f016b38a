import type { Authentication } from '../../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import { securityScheme } from '../../../specs/contract/security.ts';
import type { Rejection } from '../../../specs/contract/types.ts';
import type { Plan } from '../change.ts';
import { type Draft, withHeader } from '../draft.ts';
import type { Maker } from '../maker.ts';
import type { Recipe } from '../recipe.ts';
import { premiseOf } from '../steps.ts';
import { extraClause } from './clauses.ts';
import { noKeys, oddKeys } from './headers/keys.ts';
import { oddHeaders, readingHeaders } from './headers/odd.ts';
import { oddTokens, wrongTokens } from './headers/tokens.ts';
import { accepted, refused, type Trick } from './trick.ts';

/** Headers that no document names, and those that it names with something odd in them. */
export function headerRecipes(plan: Plan): Recipe[] {
  const clause = extraClause(plan);
  const isReading = plan.operation.method === 'GET';
  return [
    ...Object.entries({ ...oddHeaders, ...(!isReading && readingHeaders) }).flatMap(
      ([operator, headers]) =>
        accepted(
          plan,
          clause,
          header('header', operator, (draft) => withHeaders(draft, headers)),
        ),
    ),
    ...credentials(plan),
    ...keys(plan),
  ];
}

type Spoil = (draft: Draft, maker: Maker) => Draft;

function header(keyword: string, operator: string, apply: Spoil): Trick {
  return { part: 'headers', pointer: '', keyword, operator, apply };
}

function withHeaders(draft: Draft, headers: Readonly<Record<string, string>>): Draft {
  return Object.entries(headers).reduce(
    (made, [name, value]) => withHeader(made, name, value),
    draft,
  );
}

/** Tokens that nobody has; and two credentials in one header, of which no document says which counts. */
function credentials(plan: Plan): Recipe[] {
  const { contract, operation, known } = plan;
  const [declared] = behavioursOf<Authentication>(operation, 'authentication');
  const own = known.credential('primary');
  if (!declared || !own) return [];
  const { invalid, missing, scheme } = declared;
  const { prefix } = securityScheme(contract, scheme);
  const start = own.value.startsWith(prefix) ? prefix : '';
  const sent = (operator: string, value: string) =>
    header('credential', operator, (draft) => withHeader(draft, own.header, value));
  const stranger = `${start}doublecheck-no-such-token-0000`;
  const pairs = {
    'key-before-another': `${own.value}, ${stranger}`,
    'key-after-another': `${stranger}, ${own.value}`,
    'key-twice': `${own.value}, ${own.value}`,
  };
  const premise = premiseOf(plan, ...clausesOf(invalid), ...clausesOf(missing), extraClause(plan));
  return [
    ...Object.entries(wrongTokens).map(([operator, token]) =>
      refused(plan, invalid, sent(operator, start + token)),
    ),
    ...Object.entries(oddTokens).map(([operator, token]) =>
      refused(plan, invalid, sent(operator, start + token), premise),
    ),
    ...Object.entries(pairs).map(([operator, value]) =>
      refused(plan, invalid, sent(operator, value), premise),
    ),
  ];
}

/** Where keys travel in a header: what is no UUID, and what some take for another spelling of one. */
function keys(plan: Plan): Recipe[] {
  const { idempotency } = plan;
  if (idempotency?.key.in !== 'header' || !idempotency.malformed) return [];
  const { key, malformed } = idempotency;
  const sent = ([operator, make]: [string, (uuid: string) => string]) =>
    header('key', operator, (draft, maker) => withHeader(draft, key.name, make(maker.uuid())));
  const premise = premiseOf(plan, ...clausesOf(malformed), extraClause(plan));
  return [
    ...Object.entries(noKeys).map((one) => refused(plan, malformed, sent(one))),
    ...Object.entries(oddKeys).map((one) => refused(plan, malformed, sent(one), premise)),
  ];
}

/** What of a rejection may be assumed: that it is refused, with which status, with which code. */
function clausesOf({ clause, status, answers }: Rejection): (string | undefined)[] {
  return [clause, status, ...answers.map((answer) => answer.clause)];
}
