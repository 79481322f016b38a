import { isDeepStrictEqual } from 'node:util';
import type { Authentication } from '../../../specs/behaviours/authentication.ts';
import type { Defaults } from '../../../specs/behaviours/defaults.ts';
import type { Echo } from '../../../specs/behaviours/echo.ts';
import type { Idempotency } from '../../../specs/behaviours/idempotency.ts';
import type { Quota } from '../../../specs/behaviours/quota.ts';
import type { RateLimit } from '../../../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import type { JsonSchema } from '../../../specs/contract/declare.ts';
import type { GoldenExchange } from '../../../specs/contract/golden-exchange.ts';
import { parsePointer, setAt, valueAt, valuesAt } from '../../../specs/contract/pointer.ts';
import type { Answer as Listed, Operation, Rejection } from '../../../specs/contract/types.ts';
import type { Plan } from '../../cases/change.ts';
import { leavesOf } from '../../cases/draft.ts';
import { fieldsFor, fieldsIn } from '../../cases/fields.ts';
import { carriesCode, placeOfCode } from '../../reading/code.ts';
import type { Exchange } from '../../reading/exchange.ts';
import { isMembers } from '../../reading/locate.ts';
import type { Answer } from '../../wire/message.ts';
import type { Judged } from '../judging/witness.ts';

/** What an exchange must be to be golden; its name is given when it is written. */
type Unnamed = Omit<GoldenExchange, 'name'>;

/**
 * What a judged exchange says of any server, and not only of this one at that time: the request, and of the
 * answer the status and what the contract fixes. Undefined where it would not be answered so again: it hangs on
 * what was before, on who calls, or broke a clause.
 *
 * @param role under which a target has the credential that was sent; null where none was.
 */
export function goldenOf(
  { exchange, plan, held, isDoubtful, legible }: Judged,
  role: string | null,
): Unnamed | undefined {
  const { draft, message, answer } = exchange;
  if (!answer || isDoubtful || !isMembers(answer.json) || hangsOnBefore(plan, answer)) return;
  if (role !== null && isAnswerOf(answer, authenticationOf(plan))) return;
  if (!isPlainText(legible)) return;
  const isAccepted = answer.status >= 200 && answer.status < 300;
  if (!isAccepted && answer.status < 400) return;
  const body = fixedBody(plan, exchange, answer);
  const shown = isAccepted ? clausesOfBody(plan.operation, draft.body) : [];
  const clauses = [...new Set([...held, ...shown, ...clausesOfRefusal(plan, answer)])].sort();
  if (clauses.length === 0) return;
  const headers = headersToSend(plan, legible.requestHeaders, message.body !== undefined);
  return {
    clauses,
    request: {
      method: message.method as GoldenExchange['request']['method'],
      path: legible.passed.request.path,
      ...(role !== null && { as: role }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(draft.raw !== undefined ? { raw: String(draft.raw) } : { body: draft.body }),
    },
    answer: { status: answer.status, ...(body !== undefined && { body }) },
  };
}

/** Bytes that are no text, and those that are packed, would not be sent again as they were. */
function isPlainText({ requestBody, requestHeaders }: Judged['legible']): boolean {
  const coding = requestHeaders['content-encoding'] ?? 'identity';
  return coding === 'identity' && !/[^\P{Cc}\t\r\n]|\uFFFD/u.test(requestBody);
}

/** Refusals that another server, or this one at another time, would not give. */
function hangsOnBefore({ operation }: Plan, answer: Answer): boolean {
  const rejections: (Rejection | undefined)[] = [
    ...behavioursOf<Idempotency>(operation, 'idempotency').map(({ conflict }) =>
      'answers' in conflict ? conflict : undefined,
    ),
    ...behavioursOf<RateLimit>(operation, 'rate-limit').map(({ exceeded }) => exceeded),
    ...behavioursOf<Quota>(operation, 'quota').map(({ exceeded }) => exceeded),
  ];
  return answer.status >= 500 || rejections.some((one) => one && isAnswerOf(answer, one.answers));
}

function authenticationOf({ operation }: Plan): readonly Listed[] {
  return behavioursOf<Authentication>(operation, 'authentication').flatMap(
    ({ missing, invalid }) => [...missing.answers, ...invalid.answers],
  );
}

function isAnswerOf(answer: Answer, listed: readonly Listed[]): boolean {
  return listed.some(({ status, code }) => status === answer.status && carriesCode(answer, code));
}

/** Beside those that are sent anyway: the key, and what the body is said to be where that is unusual. */
function headersToSend(
  { idempotency }: Plan,
  headers: Readonly<Record<string, string>>,
  hasBody: boolean,
): Record<string, string | null> {
  const sent: Record<string, string | null> = {};
  const type = headers['content-type'];
  if (hasBody && type !== 'application/json') sent['Content-Type'] = type ?? null;
  const key = idempotency?.key;
  const value = key?.in === 'header' ? headers[key.name.toLowerCase()] : undefined;
  if (key?.in === 'header' && value !== undefined) sent[key.name] = value;
  return sent;
}

/** Of an answer's body what every server must say: constants, what was sent, defaults, the error's code. */
function fixedBody(plan: Plan, { draft }: Exchange, answer: Answer): unknown {
  const { operation } = plan;
  const body: Record<string, unknown> = {};
  const put = (pointer: string, value: unknown) => setAt(body, parsePointer(pointer), value);
  for (const { from, to } of echoesOf(operation)) {
    const sent = valueAt(draft.body, parsePointer(from));
    const shown = valueAt(answer.json, parsePointer(to));
    if (sent !== undefined && isDeepStrictEqual(sent, shown)) put(to, shown);
  }
  for (const { at } of behavioursOf<Defaults>(operation, 'defaults').flatMap(({ of }) => of)) {
    const to = echoesOf(operation).find(({ from }) => from === at)?.to ?? at;
    const declared = valueAt(operation.bodySchema, [...propertyPath(at), 'default']);
    const shown = valueAt(answer.json, parsePointer(to));
    const isAbsent = valueAt(draft.body, parsePointer(at)) === undefined;
    if (isAbsent && shown !== undefined && isDeepStrictEqual(shown, declared)) put(to, shown);
  }
  const schema = operation.responses.get(String(answer.status));
  for (const { pointer, value } of leavesOf(answer.json))
    if (constantAt(schema, pointer) === value) put(pointer, value);
  for (const { status, code } of plan.contract.catalogue.values()) {
    const place = status === answer.status ? placeOfCode(answer, code) : undefined;
    if (place) put(place, code);
  }
  return Object.keys(body).length > 0 ? body : undefined;
}

function echoesOf(operation: Operation): Echo['fields'] {
  return behavioursOf<Echo>(operation, 'echo').flatMap(({ fields }) => fields);
}

function propertyPath(pointer: string): string[] {
  return parsePointer(pointer).flatMap((name) => ['properties', name]);
}

/** The one value that a schema allows at a place, if it allows only one. */
function constantAt(schema: JsonSchema | undefined, pointer: string): unknown {
  const node = valueAt(schema, propertyPath(pointer)) as JsonSchema | undefined;
  const listed = node?.enum as readonly unknown[] | undefined;
  return node?.const ?? (listed?.length === 1 ? listed[0] : undefined);
}

/** The clauses of the refusal that an answer's status and code name, where they name one. */
function clausesOfRefusal({ contract }: Plan, answer: Answer): string[] {
  const named = [...contract.catalogue.values()].filter(
    ({ status, code }) => status === answer.status && carriesCode(answer, code),
  );
  return named.length === 1 ? named.map(({ clause }) => clause) : [];
}

/** Keywords of a clause that only a field's absence shows. */
const ofAbsence = new Set(['optional', 'default', 'additionalProperties']);

/** The clauses of the request's fields that an accepted body has. */
function clausesOfBody({ bodySchema }: Operation, body: unknown): string[] {
  if (!bodySchema || body === undefined) return [];
  return fieldsIn(fieldsFor(bodySchema, body))
    .filter(({ pointer }) => valuesAt(body, parsePointer(pointer)).length > 0)
    .flatMap(({ schema }) => {
      const citation = schema['x-clause'] ?? {};
      if (typeof citation === 'string') return [citation];
      return Object.entries(citation).flatMap(([keyword, id]) =>
        ofAbsence.has(keyword) ? [] : [String(id)],
      );
    });
}
