import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import { deepestJson, jsonOf } from '../../specs/contract/json.ts';
import { type OperationFinder, operationFinder } from '../../specs/contract/operation-finder.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { JournalLine } from './journal-line.ts';
import { isWholeBody, payloadOf } from './payload.ts';

/**
 * What a client could know of an attempt when it was over: `replayed` is an earlier answer once more, where the
 * document has a field that tells, `failed` a 5xx, and `unknown` an answer that did not come. `garbled` is a 2xx
 * whose body did not come whole, or is no JSON where JSON was due: who goes by the status may take it for done,
 * and who goes by the body not.
 */
export type End = 'done' | 'replayed' | 'garbled' | 'refused' | 'throttled' | 'failed' | 'unknown';

/** One request of the client's, and what became of it. */
export interface Attempt {
  /** Its place in the journal, from 1. */
  readonly entry: number;
  readonly line: JournalLine;
  /** Undefined when it is for none of the contract's. */
  readonly operation: Operation | undefined;
  /** In milliseconds of real time. */
  readonly began: number;
  readonly ended: number;
  /** The parsed body; undefined where it is no JSON, or the journal does not have all of it. */
  readonly body: unknown;
  readonly answer: unknown;
  /** The idempotency key, where the operation takes one and it was given. */
  readonly key: string | undefined;
  /** Two attempts with one payload ask for the same thing; the key is no part of it. */
  readonly payload: string;
  /** The payload, whatever times of sending are written in it. */
  readonly gist: string;
  readonly end: End;
}

/** The client's attempts in the order in which they began. */
export function attemptsOf(contract: Contract, lines: readonly JournalLine[]): readonly Attempt[] {
  const find = operationFinder(contract);
  return lines
    .flatMap((line, index) =>
      isNoAttempt(line) ? [] : [attemptOf(contract, find, line, index + 1)],
    )
    .sort((a, b) => a.began - b.began || a.ended - b.ended || a.entry - b.entry);
}

/**
 * A copy that the network made, what a browser asks by itself before a request to another origin, or a request
 * that was sent on to another address: the one that follows is the attempt.
 */
function isNoAttempt(line: JournalLine): boolean {
  return isCopy(line) || isPreflight(line) || isRedirected(line);
}

function isRedirected({ answer: { status } }: JournalLine): boolean {
  return status >= 300 && status < 400;
}

function isPreflight({ request: { method } }: JournalLine): boolean {
  return method === 'OPTIONS';
}

function isCopy({ troubles = [], hungUp }: JournalLine): boolean {
  return troubles.includes('duplicate-delivery') && hungUp === 'server';
}

function attemptOf(
  { operations }: Contract,
  find: OperationFinder,
  line: JournalLine,
  entry: number,
): Attempt {
  const { method, path } = line.request;
  const operation = operations.find(({ id }) => id === line.operation) ?? find(method, path);
  const idempotency = operation && idempotencyOf(operation);
  const body = isWholeBody(line.request) ? jsonOf(line.request.body, deepestJson) : undefined;
  const answer = jsonOf(line.answer.body, deepestJson);
  return {
    entry,
    line,
    operation,
    began: Date.parse(line.began),
    ended: Date.parse(line.ended),
    body,
    answer,
    key: idempotency && keyOf(idempotency, line, body),
    ...payloadOf(line, body, idempotency),
    end: endOf(line, answer, idempotency),
  };
}

/** How an operation takes its keys; undefined where it takes none. */
export function idempotencyOf(operation: Operation): Idempotency | undefined {
  return behavioursOf<Idempotency>(operation, 'idempotency')[0];
}

function keyOf({ key }: Idempotency, { request }: JournalLine, body: unknown): string | undefined {
  const found =
    key.in === 'body' ? valueAt(body, parsePointer(key.at)) : headerOf(request.headers, key.name);
  return typeof found === 'string' ? found : undefined;
}

/** UUID and ULID: names that nobody gives to an event, but a program makes up for a request. */
const madeUp =
  /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9A-HJKMNP-TV-Z]{26})$/i;

/** Whether the key is the caller's own name for the event, so that another key says another event. */
export function isKeyGiven({ operation, key }: Attempt): boolean {
  if (key === undefined || operation === undefined || madeUp.test(key)) return false;
  return idempotencyOf(operation)?.key.in === 'body';
}

/** A header by its name in any case. */
export function headerOf(
  headers: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.entries(headers).find(([known]) => known.toLowerCase() === wanted);
  return found && String(found[1]);
}

function endOf(line: JournalLine, answer: unknown, idempotency: Idempotency | undefined): End {
  const { answer: answered, hungUp, outcome } = line;
  const { status } = answered;
  if (status === 0) return 'unknown';
  if (hungUp !== undefined) return isHeadThrough(line) ? 'garbled' : 'unknown';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  if (answer === undefined && answered.body.length > 0 && !mayBeCut(answered)) return 'garbled';
  const changes = Object.entries(idempotency?.replay.changes ?? {});
  if (changes.length === 0) return 'done';
  const isTold = changes.every(([at, value]) => valueAt(answer, parsePointer(at)) === value);
  return outcome === 'replayed' || isTold ? 'replayed' : 'done';
}

/**
 * Whether a client heard of success before the connection ended. A double writes down what it would have
 * answered, others what left them.
 */
function isHeadThrough({ answer: { status }, hungUp, outcome, troubles }: JournalLine): boolean {
  if (status < 200 || status > 299 || hungUp !== 'server') return false;
  return outcome === undefined || troubles?.includes('truncated-body') === true;
}

/** Bytes, or letters, of which who wrote it down may have kept no more; the last letter may be cut as well. */
function mayBeCut({ body, size = 0 }: JournalLine['answer']): boolean {
  const bytes = Buffer.byteLength(body);
  return bytes >= 16_384 - 3 || bytes < size;
}
