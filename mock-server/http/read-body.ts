import type { IncomingMessage } from 'node:http';
import type { ReceivedBody } from '../engine/request.ts';

/** The client went away before its request was whole: there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

const heardOut = new WeakSet<IncomingMessage>();

/** Whether a body that is too large is still being passed over, so that its sender comes to read the answer. */
export function isHeardOut(request: IncomingMessage): boolean {
  return heardOut.has(request);
}

/** So many times its patience the double hears a sender out who keeps sending. */
const longSpeech = 20;

/**
 * Passes over what is left of a body. A sender who is cut off while writing may never see the answer, and
 * loses the next request with the connection.
 */
function hearOut(request: IncomingMessage, timeout: number): void {
  heardOut.add(request);
  const end = performance.now() + timeout * longSpeech;
  const timer = setTimeout(() => request.destroy(), timeout);
  request.on('data', () => {
    if (performance.now() < end) timer.refresh();
  });
  request.on('close', () => clearTimeout(timer)).on('end', () => clearTimeout(timer));
  request.on('error', () => {}).resume();
}

/**
 * Reads a request's body within bounds of size and time. What comes beyond the size is passed over, not
 * kept.
 *
 * @param timeout milliseconds.
 * @throws ClientGone when the connection ends first.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  timeout: number,
): Promise<ReceivedBody> {
  if (Number(request.headers['content-length']) > maxBytes) {
    hearOut(request, timeout);
    return Promise.resolve({ state: 'too-large' });
  }
  if (request.readableEnded) return Promise.resolve({ state: 'incomplete' });
  if (request.destroyed) return Promise.reject(gone());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;

    const stop = (): void => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('close', onClose);
    };
    const settle = (body: ReceivedBody): void => {
      stop();
      if (body.state === 'incomplete') request.resume();
      if (body.state === 'too-large') hearOut(request, timeout);
      resolve(body);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) settle({ state: 'too-large' });
      else chunks.push(chunk);
    };
    const onEnd = (): void => {
      const [first] = chunks;
      settle({
        state: 'received',
        bytes: chunks.length === 1 && first ? first : Buffer.concat(chunks),
      });
    };
    const onClose = (): void => {
      stop();
      reject(gone());
    };
    // Nearly every body comes whole with its head, and needs no timer.
    let timer: NodeJS.Timeout | undefined;
    process.nextTick(() => {
      if (request.complete || request.destroyed) return;
      timer = setTimeout(() => settle({ state: 'incomplete' }), timeout);
    });
    request.on('data', onData).on('end', onEnd).on('close', onClose);
    // An aborted request errs as well as it closes; the close says all there is to say.
    request.on('error', () => {});
  });
}

function gone(): ClientGone {
  return new ClientGone('the client closed the connection before its request was whole');
}
