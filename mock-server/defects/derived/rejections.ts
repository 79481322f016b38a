import type { Answer, Contract, Rejection } from '../../../specs/contract/types.ts';
import { type DefectsOf, inContract } from '../defect.ts';
import { change } from '../draft.ts';
import { type Candidate, kebab, named } from './candidate.ts';

/** A rejection and where it stands, so that it can be found again in a draft. */
interface Found {
  readonly rejection: Rejection;
  readonly path: readonly (string | number)[];
  /** Of the behaviour, or `rule`. */
  readonly kind: string;
  /** `body malformed`, say. */
  readonly name: string;
}

/** The status that is mistaken for another, and the next choice where the contract allows the first. */
const mistaken: Readonly<Record<number, readonly number[]>> = {
  400: [422, 409],
  401: [403, 400],
  403: [401, 404],
  404: [403, 400, 410],
  405: [404, 501],
  408: [400, 504],
  409: [422, 400],
  413: [400, 422],
  422: [400, 409],
  429: [503, 403],
  500: [503, 400],
};

/** A refusal with another status or another code than any that the contract allows. */
export const rejectionDefects: DefectsOf = (contract) => {
  const found = rejectionsOf(contract);
  return named(found.flatMap((one) => [...statusesOf(one), ...codesOf(contract, one)]));
};

function statusesOf({ rejection, path, name }: Found): Candidate[] {
  const isFailure = path.at(-1) === 'failure';
  const allowed = rejection.answers.map(({ status }) => status);
  const others = (mistaken[allowed[0] ?? 0] ?? []).filter((status) => !allowed.includes(status));
  return others.slice(0, 1).map((status) => ({
    // What a failure leaves behind is one clause, what it is answered another.
    clause: rejection.status ?? (isFailure ? rejection.answers[0].clause : rejection.clause),
    what: `answers-${status}`,
    place: name,
    changes: [answersWith(path, { status })],
  }));
}

/**
 * Of the clause that names the code: the rejection's own, or the one that gives it to several. Where it is
 * assumed that there is a refusal, or with which status, so is its code.
 */
function codesOf({ clauses }: Contract, { rejection, path, name }: Found): Candidate[] {
  const [answer] = rejection.answers;
  const isNamed = clauses.get(rejection.clause)?.text.includes(answer.code);
  const isOneClause = rejection.answers.every(({ clause }) => clause === answer.clause);
  if (!isNamed && !isOneClause) return [];
  const assumed = [rejection.status, rejection.clause].find(
    (id) => id !== undefined && clauses.get(id)?.level === 'assumed',
  );
  const clause = assumed ?? (isNamed ? rejection.clause : answer.clause);
  const changes = [answersWith(path, { code: otherCode(rejection.answers) })];
  return [{ clause, what: 'other-code', place: name, changes }];
}

/** A code in the same letters that the contract does not have. */
function otherCode([{ code }]: readonly [Answer, ...Answer[]]): string {
  return code === code.toUpperCase() ? 'BAD_REQUEST' : 'bad_request';
}

function answersWith(path: Found['path'], members: object) {
  return inContract(({ contract }) => {
    const rejection = path.reduce<unknown>(
      (node, segment) =>
        node instanceof Map
          ? node.get(segment)
          : (node as Record<string | number, unknown>)[segment],
      contract,
    ) as Rejection;
    change(rejection, { answers: [{ ...rejection.answers[0], ...members }] });
  });
}

/** Every rejection of behaviours and rules: those of the whole contract once. */
export function rejectionsOf({ behaviours, operations }: Contract): Found[] {
  const roots = behaviours.flatMap((behaviour, index) =>
    rejectionsIn(behaviour, ['behaviours', index], behaviour.kind, behaviour.kind),
  );
  const own = operations.flatMap((operation, place) => [
    ...operation.behaviours.flatMap((behaviour, index) =>
      index < behaviours.length
        ? []
        : rejectionsIn(
            behaviour,
            ['operations', place, 'behaviours', index],
            nameOf(behaviour),
            behaviour.kind,
          ),
    ),
    ...[...operation.rules.values()].flatMap((rule) =>
      rule.refused && rule.by === undefined
        ? rejectionsIn(rule, ['operations', place, 'rules', rule.name], kebab(rule.name), 'rule')
        : [],
    ),
  ]);
  return [...roots, ...own];
}

function nameOf(behaviour: { kind: string; at?: string }): string {
  return behaviour.at === undefined ? behaviour.kind : kebab(behaviour.at);
}

function rejectionsIn(node: object, path: Found['path'], name: string, kind: string): Found[] {
  return Object.entries(node).flatMap(([key, value]) =>
    isRejection(value)
      ? [{ rejection: value, path: [...path, key], kind, name: `${name} ${key}` }]
      : [],
  );
}

function isRejection(value: unknown): value is Rejection {
  return typeof value === 'object' && value !== null && 'clause' in value && 'answers' in value;
}
