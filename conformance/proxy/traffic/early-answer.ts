import type { ClientRequest, IncomingMessage } from 'node:http';
import { finished } from 'node:stream';

/** How long a client may go on writing after an answer that closes the connection, in milliseconds; nginx has the same. */
const longestWait = 30_000;

/** That there is room for more of a request, node no longer says when it has the answer. */
export function keepGoing(out: ClientRequest): void {
  out.once('socket', (socket) => {
    const goOn = () => out.emit('drain');
    socket.on('drain', goOn);
    out.once('close', () => socket.off('drain', goOn));
  });
}

/** Waits until a request that was answered already is all with the server, or the client leaves. */
export function untilSent({ socket }: IncomingMessage, out: ClientRequest, over: () => void): void {
  if (out.closed) {
    over();
    return;
  }
  const hangUp = () => out.destroy();
  socket.once('close', hangUp);
  out.once('close', () => {
    socket.off('close', hangUp);
    over();
  });
  if (socket.destroyed) hangUp();
}

/**
 * Whether an answer comes before the end of its request and closes the connection. Node would close it at once, and
 * who writes on then loses what he has not read yet. False where only the end tells that the answer is whole.
 */
export function endsUpload({ complete }: IncomingMessage, { headers }: IncomingMessage): boolean {
  const { connection = '', 'content-length': length } = headers;
  return !complete && length !== undefined && /\bclose\b/i.test(connection);
}

/** Goes on when a client has written all of a request, or left, or takes too long. */
export function afterUpload(request: IncomingMessage, goOn: () => void): void {
  finished(request, { signal: AbortSignal.timeout(longestWait) }, goOn);
}
