import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What stands between a client and a server, and hands on what both say. */
export interface Between {
  /** The server's URL, by way of this. */
  readonly url: string;
  /** Hands nothing on until it is told to: nobody is refused, and nobody is answered. */
  hang(): void;
  forward(): void;
}

/** @param delay milliseconds by which everything is late, each way. */
export async function standBetween(target: string, delay = 0): Promise<Between> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isHanging = false;

  const handOn = (from: Socket, to: Socket): void => {
    from.on('data', (bytes) => void setTimeout(() => to.write(bytes), delay));
    from.on('close', () => void setTimeout(() => to.destroy(), delay));
    from.on('error', () => {});
    sockets.add(from.setNoDelay());
    if (isHanging) from.pause();
    from.on('close', () => sockets.delete(from));
  };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    handOn(client, upstream);
    handOn(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });

  const url = new URL(target);
  url.port = String((server.address() as { port: number }).port);
  return {
    url: url.href,
    hang() {
      isHanging = true;
      for (const socket of sockets) socket.pause();
    },
    forward() {
      isHanging = false;
      for (const socket of sockets) socket.resume();
    },
  };
}
