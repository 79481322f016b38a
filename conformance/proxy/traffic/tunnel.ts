import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pairsOf } from './passing.ts';
import type { Upstream } from './upstream.ts';

/** A connection that asks for another protocol is handed on whole, and nobody looks at what it says. */
export function tunnel(
  upstream: Upstream,
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
): void {
  const { method, url = '/', httpVersion, rawHeaders } = request;
  const { socket, path } = upstream.connect(url);
  const lines = [...pairsOf(rawHeaders)].map(
    ([name, value]) => `${name}: ${name.toLowerCase() === 'host' ? upstream.url.host : value}`,
  );
  const both = [client, socket];
  for (const one of both) {
    one.on('error', () => {});
    one.once('close', () => {
      for (const other of both) other.destroy();
    });
  }
  const first = [`${method} ${path} HTTP/${httpVersion}`, ...lines, '', ''].join('\r\n');
  socket.write(Buffer.concat([Buffer.from(first, 'latin1'), head]));
  socket.pipe(client).pipe(socket);
}
