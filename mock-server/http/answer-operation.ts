import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { readClock } from '../clock.ts';
import type { CompiledOperation } from '../engine/compile.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { wantsOf } from '../engine/decide.ts';
import type { ParsedBody, ReceivedBody } from '../engine/request.ts';
import { failAt, StoreFailure } from '../faults.ts';
import type { Seen } from '../journal/seen.ts';
import { ClientGone, isHeardOut, readBody } from './read-body.ts';
import { send } from './send.ts';
import type { Service } from './service.ts';

/** In an app of the user's a parser may have read the body. */
export type HttpRequest = IncomingMessage & { readonly body?: unknown };

/** One request from the wire to the answer: read, parse, decide and store, send, record. */
export async function answerOperation(
  service: Service,
  provider: CompiledProvider,
  operation: CompiledOperation,
  http: HttpRequest,
  response: ServerResponse,
): Promise<void> {
  const seen = service.recorder.see(provider, http, operation.operation);
  try {
    const request = { headers: http.headers, body: undefined as ParsedBody | undefined };
    if (operation.operation.bodySchema) {
      const received = await receive(service, provider, http);
      if (received.state === 'received') seen.body = received.bytes;
      request.body = provider.steps.parse(provider.body, http.headers, received);
    }
    seen.decisionBegins();
    const wants = wantsOf(operation, request);
    const { settle, decide } = provider.steps;
    const decision = await settle(service.store, provider.name, wants, (facts) => {
      seen.facts = facts;
      failAt(facts.state.faults, 'read');
      const now = readClock(facts.state.clock, facts.realTime);
      return decide(operation, request, facts, now, service.mint);
    });
    const latency = seen.facts?.state.faults.latency;
    if (latency) await holdBack(service, seen, latency);
    seen.decided(decision);
  } catch (error) {
    if (error instanceof ClientGone) return seen.aborted();
    seen.decided(failureOf(service, operation, error, seen));
  }
  if (mustClose(http, service)) response.setHeader('Connection', 'close');
  send(response, seen.answer);
  seen.record();
}

function receive(
  { bodyTimeout }: Service,
  { body }: CompiledProvider,
  http: HttpRequest,
): Promise<ReceivedBody> | ReceivedBody {
  return wasRead(http) ? again(http) : readBody(http, body.maxBytes, bodyTimeout);
}

/** In an app of the user's a parser may have been there first; what it left is all there is. */
function wasRead(http: HttpRequest): boolean {
  return http.readableEnded && http.body !== undefined;
}

function again({ body }: HttpRequest): ReceivedBody {
  return {
    state: 'received',
    bytes: Buffer.from(Buffer.isBuffer(body) ? body : JSON.stringify(body)),
  };
}

/** A double that is closing waits for no simulated delay. */
async function holdBack({ closing }: Service, seen: Seen, latency: number): Promise<void> {
  seen.fault = `latency ${latency} ms`;
  await delay(latency, undefined, { signal: closing }).catch(() => {});
}

/** The contract's own answer to a failure inside; what failed is for the journal and the log alone. */
function failureOf(
  { log, realTime }: Service,
  operation: CompiledOperation,
  error: unknown,
  seen: Seen,
) {
  const isSimulated = error instanceof StoreFailure && error.simulated;
  if (isSimulated) seen.fault = 'store';
  else log.error({ err: error }, 'a request failed inside the double');
  const { clause, answers } = operation.failure;
  const clock = seen.facts?.state.clock ?? { offset: 0 };
  return {
    outcome: 'failed' as const,
    status: answers[0].status,
    headers: { ...answers[0].headers },
    body: operation.envelope(
      answers[0],
      answers[0].message,
      readClock(clock, seen.facts?.realTime ?? realTime()),
    ),
    clause,
    clauses: [clause],
    reason: error instanceof Error ? error.message : String(error),
  };
}

/** A body that was not read to its end would be taken for the next request; and who closes takes no next one. */
function mustClose(http: HttpRequest, { closing }: Service): boolean {
  return (!http.complete && !isHeardOut(http)) || closing.aborted;
}
