import type { ServerResponse } from 'node:http';
import { altered } from '../chaos/alter.ts';
import { deliver, isGone, pause } from '../chaos/deliver.ts';
import { insteadOf } from '../chaos/instead.ts';
import { shareOf } from '../chaos/share-of.ts';
import { readClock } from '../clock.ts';
import type { CompiledOperation } from '../engine/compile.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { wantsOf } from '../engine/decide.ts';
import type { Facts } from '../engine/facts.ts';
import type { Decision } from '../engine/outcome.ts';
import type { ParsedBody } from '../engine/request.ts';
import { failAt } from '../faults.ts';
import type { Seen } from '../journal/seen.ts';
import { failureOf } from './failure.ts';
import { ClientGone, isHeardOut } from './read-body.ts';
import { type HttpRequest, receive } from './receive.ts';
import { type Answered, send } from './send.ts';
import type { Service } from './service.ts';

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
    seen.token = wants.token;
    const decide = (facts: Facts): Decision => {
      seen.facts = facts;
      const now = readClock(facts.state.clock, facts.realTime);
      seen.share ??= shareOf(service.progress, operation, provider, http, facts);
      const instead = insteadOf(seen.share?.main, operation, now);
      if (instead) return instead;
      failAt(facts.state.faults, 'read');
      return provider.steps.decide(operation, request, facts, now, service.mint);
    };
    const settle = () => provider.steps.settle(service.store, provider.name, wants, decide);
    let decision = await settle();
    if (seen.share?.main?.trouble === 'duplicate-delivery') {
      seen.recordCopy(decision);
      decision = await settle();
    }
    seen.decided(onItsWay(decision, seen));
    await holdBack(service, seen, response);
  } catch (error) {
    if (error instanceof ClientGone) return seen.aborted();
    seen.decided(onItsWay(failureOf(service, operation, error, seen), seen));
  }
  if (mustClose(http, service)) response.setHeader('Connection', 'close');
  if (seen.share) {
    seen.hungUp = await deliver(response, seen.answer, seen.share.main, service.closing);
  } else if (isGone(response)) seen.hungUp = 'client';
  else send(response, seen.answer);
  seen.record();
}

/** The decision as it leaves under the trouble that it meets. */
function onItsWay<A extends Answered>(decision: A, seen: Seen): A {
  const { share, facts } = seen;
  if (!share || !facts) return decision;
  const met = altered(decision, share, readClock(facts.state.clock, facts.realTime));
  seen.share = met.share;
  return met.answer;
}

/** Nobody waits for a simulated delay when the double closes, or the client has left. */
async function holdBack(
  { closing }: Service,
  { facts, share, faults }: Seen,
  response: ServerResponse,
): Promise<void> {
  const { latency } = facts?.state.faults ?? {};
  if (latency) faults.push(`latency ${latency} ms`);
  const whole = (latency ?? 0) + (share?.latency ?? 0);
  if (whole > 0 && !isGone(response)) await pause(response, whole / 1000, closing);
}

/** A body that was not read to its end would be taken for the next request; and who closes takes no next one. */
function mustClose(http: HttpRequest, { closing }: Service): boolean {
  return (!http.complete && !isHeardOut(http)) || closing.aborted;
}
