import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { pairsOf } from './passing.ts';

/** What makes an offer to go on in HTTP/2. */
const ofOffer = new Set(['upgrade', 'http2-settings', 'connection']);

/**
 * An offer to go on in HTTP/2 is left out: nobody could read along. Clients that make it (Java's) make it to
 * every server, and go on in HTTP/1.1.
 */
export function withoutOffer({ headers, rawHeaders }: IncomingMessage): readonly string[] {
  if (!isOffer(headers)) return rawHeaders;
  return [...pairsOf(rawHeaders)].filter(([name]) => !ofOffer.has(name.toLowerCase())).flat();
}

export function isOffer({ upgrade }: IncomingMessage['headers']): boolean {
  return upgrade?.toLowerCase() === 'h2c';
}

/**
 * Has a connection read once more from its beginning, without the offer on which a server stopped reading it.
 *
 * @param head what came behind the head of the request.
 */
export function readWithoutOffer(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const { method, url, httpVersion } = request;
  const lines = [...pairsOf(withoutOffer(request))].map(([name, value]) => `${name}: ${value}`);
  const first = [`${method} ${url} HTTP/${httpVersion}`, ...lines, '', ''].join('\r\n');
  socket.unshift(Buffer.concat([Buffer.from(first, 'latin1'), head]));
  server.emit('connection', socket);
}
