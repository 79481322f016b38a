import type { Operation } from '../../../specs/contract/types.ts';
import type { JournalLine } from '../../audit/journal-line.ts';
import type { KeptBody } from '../traffic/bounded-copy.ts';
import { headersOf, type Passed } from '../traffic/passing.ts';
import { plainBytes } from './plain-bytes.ts';
import type { Secrets } from './secrets.ts';

/** An exchange that has passed, in a form that can be read. Secrets are still in it. */
export interface Legible {
  readonly passed: Passed;
  readonly operation: Operation | undefined;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  /** Bytes of the request's body as far as it passed, without its content coding where that is known. */
  readonly requestSize: number;
  /** Without its content coding. */
  readonly answerBody: string;
  /** Both bodies are here as they were, and the answer is the server's, to its end. */
  readonly isWhole: boolean;
}

export function legibleOf(passed: Passed, operation: Operation | undefined): Legible {
  const { request, answer, hungUp, reason } = passed;
  const [requestHeaders, answerHeaders] = [headersOf(request.headers), headersOf(answer.headers)];
  const asked = plainOf(request.body, requestHeaders['content-encoding']);
  const answered = plainOf(answer.body, answerHeaders['content-encoding']);
  const isServers = answer.status !== 0 && hungUp === undefined && reason === undefined;
  return {
    passed,
    operation,
    requestHeaders,
    answerHeaders,
    requestBody: textOf(asked),
    requestSize: isWholeBody(request.body) && asked ? asked.length : request.body.size,
    answerBody: textOf(answered),
    isWhole:
      isServers &&
      request.isOver &&
      isWholeBody(request.body) &&
      isWholeBody(answer.body) &&
      asked !== undefined &&
      answered !== undefined,
  };
}

/** A line of the journal, in which no secret is that is known by now. */
export function lineOf(legible: Legible, provider: string, secrets: Secrets): JournalLine {
  const { passed, operation, requestHeaders, answerHeaders } = legible;
  const { began, ended, request, answer, hungUp, reason } = passed;
  return {
    provider,
    operation: operation?.id,
    at: serverTimeOf(answerHeaders),
    began: new Date(began).toISOString(),
    ended: new Date(ended).toISOString(),
    request: {
      method: request.method,
      path: secrets.path(request.path),
      headers: secrets.headers(requestHeaders),
      body: secrets.redact(legible.requestBody),
      size: sizeOf(legible),
    },
    answer: {
      status: answer.status,
      headers: secrets.headers(answerHeaders),
      body: secrets.redact(legible.answerBody),
    },
    hungUp,
    credential: secrets.callerOf(requestHeaders),
    reason,
  };
}

/**
 * Bytes of the whole body. Of one that did not pass to its end it is what was announced or else more than what
 * passed, so that nobody takes what there is for all of it.
 */
function sizeOf({ passed: { request }, requestHeaders, requestSize }: Legible): number {
  if (request.isOver) return requestSize;
  const { size } = request.body;
  const announced = Number(requestHeaders['content-length']);
  return announced > size ? announced : size + 1;
}

/** What is left of a coded body without its end cannot be decoded. */
function plainOf(body: KeptBody, coding: string | undefined): Buffer | undefined {
  const { buffer, byteOffset, length } = body.bytes;
  const bytes = Buffer.from(buffer, byteOffset, length);
  if (isWholeBody(body)) return plainBytes(bytes, coding);
  return coding === undefined ? bytes : undefined;
}

function textOf(bytes: Buffer | undefined): string {
  return bytes?.toString('utf8') ?? '';
}

function isWholeBody({ bytes, size }: KeptBody): boolean {
  return bytes.length === size;
}

function serverTimeOf({ date }: Readonly<Record<string, string>>): string | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
