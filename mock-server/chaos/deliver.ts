import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answered, headOf, send } from '../http/send.ts';
import type { HungUp } from '../journal/journal.ts';
import type { Trouble } from './trouble.ts';

/** A slow body comes in so many pieces. */
const pieces = 10;

/** How long nobody answers, in seconds, unless it is said. */
const defaultPatience = 60;

/**
 * Sends an answer as far as its trouble lets it arrive. A double that is closing keeps nobody waiting.
 *
 * @returns who ended the connection before the answer was whole; undefined when all of it left.
 */
export async function deliver(
  response: ServerResponse,
  answer: Answered,
  trouble: Trouble | undefined,
  closing: AbortSignal,
): Promise<HungUp | undefined> {
  if (trouble) await isItsTurn(response, closing);
  if (isGone(response)) return 'client';
  switch (trouble?.trouble) {
    case 'closed-connection':
      return reset(response);
    case 'lost-answer':
      if (trouble.how === 'reset') return reset(response);
      return hang(response, trouble.patience ?? defaultPatience, closing);
    case 'truncated-body':
      return cutShort(response, answer);
    case 'slow-body':
      return sendSlowly(response, answer, trouble.seconds, closing);
    default:
      send(response, answer);
      return undefined;
  }
}

/** Whether there is nobody any more to answer. */
export function isGone({ destroyed, req }: ServerResponse): boolean {
  return destroyed || req.socket.destroyed;
}

/**
 * A request may come before the last one of its connection is answered. Its answer has the connection when
 * that one has left, and whatever happens to the connection before would happen to both.
 */
async function isItsTurn(response: ServerResponse, closing: AbortSignal): Promise<void> {
  if (response.socket || isGone(response)) return;
  const { socket } = response.req;
  // As many may wait as a client sends.
  socket.setMaxListeners(0);
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, closing]);
  const waits = [once(response, 'socket', { signal }), once(socket, 'close', { signal })];
  await Promise.race(waits.map((wait) => wait.catch(() => {})));
  over.abort();
}

/** TCP alone can break a connection; others can end it. */
function reset({ req: { socket } }: ServerResponse): HungUp {
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
  return 'server';
}

/** Until the client gives up. */
async function hang(
  response: ServerResponse,
  seconds: number,
  closing: AbortSignal,
): Promise<HungUp> {
  await pause(response, seconds, closing);
  return isGone(response) ? 'client' : reset(response);
}

async function cutShort(response: ServerResponse, answer: Answered): Promise<HungUp> {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, headOf(answer));
  await new Promise((resolve) =>
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), resolve),
  );
  if (isGone(response)) return 'client';
  response.destroy();
  return 'server';
}

async function sendSlowly(
  response: ServerResponse,
  answer: Answered,
  seconds: number,
  closing: AbortSignal,
): Promise<HungUp | undefined> {
  const bytes = Buffer.from(answer.body);
  const size = Math.ceil(bytes.length / pieces);
  response.writeHead(answer.status, headOf(answer));
  for (let start = 0; start < bytes.length; start += size) {
    await pause(response, seconds / pieces, closing);
    if (isGone(response)) return 'client';
    response.write(bytes.subarray(start, start + size));
  }
  response.end(() => {
    // Its head let the client keep the connection, and nobody will answer there any more.
    if (closing.aborted) response.req.socket.destroySoon();
  });
  return undefined;
}

/** Waits so long, unless the client goes away or the double closes before. */
export async function pause(
  response: ServerResponse,
  seconds: number,
  closing: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, closing]);
  const quietly = () => {};
  await Promise.race([
    delay(seconds * 1000, undefined, { signal }).catch(quietly),
    once(response, 'close', { signal }).catch(quietly),
  ]);
  over.abort();
}
