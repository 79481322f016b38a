import type { Body } from '../../../specs/behaviours/body.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import { jsonOf } from '../../../specs/contract/json.ts';
import type { Contract, Operation } from '../../../specs/contract/types.ts';
import { type Attempt, headerOf, idempotencyOf } from '../attempt.ts';
import type { JournalLine } from '../journal-line.ts';
import { leaksOf } from '../leaks.ts';
import { type NearMiss, nearMisses } from '../near-miss.ts';
import { isWholeBody } from '../payload.ts';
import { type AuditRule, held, type Sight } from '../rule.ts';

const section = 'Requests';

/** Checks of a double's at which a request stops that is wrong in itself, whatever the server holds. */
const wrongInItself = new Set(['body', 'validation', 'presence', 'allow-list', 'routes']);

const valid: AuditRule = {
  id: 'request/valid',
  section,
  text: 'Every request is as the document wants it.',
  advice: 'Build requests from the document, and check them where they are built.',
  exercisedBy: 'calm',
  judge: ({ contract, attempts }) => attempts.flatMap((attempt) => judgeRequest(contract, attempt)),
};

function judgeRequest(contract: Contract, attempt: Attempt): readonly Sight[] {
  const misses = missesOf(contract, attempt);
  if (misses === undefined) return [];
  if (misses.length === 0) return [held];
  const clauses = misses.flatMap(({ clause }) => clause ?? []);
  const isAdvice =
    clauses.length > 0 && clauses.every((id) => contract.clauses.get(id)?.level !== 'documented');
  const what = misses.map((miss) => (miss.clause ? `${miss.what} (${miss.clause})` : miss.what));
  return [{ saw: 'broken', what: what.join('; '), evidence: [attempt], clauses, isAdvice }];
}

/** What is wrong with a request; undefined where that cannot be told. */
function missesOf(contract: Contract, attempt: Attempt): readonly NearMiss[] | undefined {
  const { operation, line, body, key } = attempt;
  if (!operation) return strayOf(contract, line);
  if (!operation.bodySchema) return [];
  const wrongKey = malformedKey(operation, key);
  if (!isWholeBody(line.request)) return wrongKey.length > 0 ? wrongKey : undefined;
  const wrong = [...mediaTypeOf(operation, line), ...wrongKey];
  if (wrong.length > 0) return wrong;
  if (body === undefined) return isJsonText(line.request.body) ? undefined : [noJson(operation)];
  const misses = nearMisses(contract, operation, body);
  return misses.length > 0 ? misses : refusalsOf(contract, line);
}

/** Where there is such a path, the server knows more than the contract, and its answer says nothing against it. */
function strayOf({ operations }: Contract, { request, answer, outcome }: JournalLine) {
  const isThere = outcome === undefined && ![0, 404, 405, 501].includes(answer.status);
  if (isThere) return undefined;
  const known = operations.map((one) => `${one.method} ${one.path}`).join(', ');
  const what = `${request.method} ${request.path} is no operation; there are ${known}`;
  return [{ what, clause: undefined }];
}

function mediaTypeOf(operation: Operation, { request }: JournalLine): readonly NearMiss[] {
  const [declared] = behavioursOf<Body>(operation, 'body');
  const type = headerOf(request.headers, 'content-type');
  const [media] = (type ?? '').split(';');
  if (!declared || declared.mediaTypes.includes(media?.trim().toLowerCase() ?? '')) return [];
  return [{ what: `the Content-Type is ${type ?? 'missing'}`, clause: declared.mediaType.clause }];
}

/** It may be JSON that nobody goes through. */
function isJsonText(text: string): boolean {
  return jsonOf(text) !== undefined;
}

function noJson(operation: Operation): NearMiss {
  const [declared] = behavioursOf<Body>(operation, 'body');
  return { what: 'the body is no JSON', clause: declared?.malformed.clause };
}

/** What a schema cannot say; the double that refused it could. */
function refusalsOf(
  { clauses }: Contract,
  { check, clause, outcome, reason }: JournalLine,
): readonly NearMiss[] {
  if (outcome !== 'refused' || check === undefined || !wrongInItself.has(check)) return [];
  const text = clauses.get(clause ?? '')?.text ?? `it was refused by the check ${check}`;
  // Where there is no more to say than which clause it is, its text says more.
  const what = clause ? reason?.replace(clause, text) : reason;
  return [{ what: what ?? text, clause }];
}

function malformedKey(operation: Operation, key: string | undefined): readonly NearMiss[] {
  const { key: place, malformed } = idempotencyOf(operation) ?? {};
  if (key === undefined || place?.in !== 'header' || place.format !== 'uuid') return [];
  if (uuid.test(key)) return [];
  return [
    { what: `${place.name} is ${JSON.stringify(key)}, and no UUID`, clause: malformed?.clause },
  ];
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const secret: AuditRule = {
  id: 'secret/header-only',
  section,
  text: 'Credentials travel in their header, never in a URL or a body.',
  advice: 'Send the credential in the header that the document names: URLs and bodies end in logs.',
  exercisedBy: 'calm',
  judge: ({ contract, attempts }) =>
    attempts.map((attempt): Sight => {
      const leaks = leaksOf(contract, attempt.line);
      if (leaks.length === 0) return held;
      return { saw: 'broken', what: leaks.join('; '), evidence: [attempt] };
    }),
};

export const requestRules: readonly AuditRule[] = [valid, secret];
