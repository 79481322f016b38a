import type { RequestListener, Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';

/** An import would load the whole of `fetch` with it, which costs 14 MB and a start its twentieth part. */
const { createServer } = process.getBuiltinModule('node:http');

/** How long a request may take to finish when the double closes, in milliseconds. */
const grace = 2_000;

/** The ports on which a double is served. */
export class Listeners {
  readonly #listener: RequestListener;
  readonly #hasAdminToken: boolean;
  readonly #servers = new Set<Server>();
  #isClosed = false;

  constructor(listener: RequestListener, hasAdminToken: boolean) {
    this.#listener = listener;
    this.#hasAdminToken = hasAdminToken;
  }

  async listen(port: number, host: string): Promise<string> {
    this.#mustBeOpen();
    if (!Number.isInteger(port)) throw new Error(`the port must be a whole number, not ${port}`);
    if (!this.#hasAdminToken && !isLoopback(host)) {
      throw new Error(
        `on ${host} others can reach the admin API, so it needs a token: set adminToken (--admin-token)`,
      );
    }
    const server = await listenOn(this.#listener, port, host);
    // It may have been closed in the meantime.
    if (this.#isClosed) await closeServer(server);
    this.#mustBeOpen();
    this.#servers.add(server);
    return addressOf(server);
  }

  /** Resolves when no connection is left: idle ones are hung up on at once, others after a while. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#servers].map(closeServer));
  }

  #mustBeOpen(): void {
    if (this.#isClosed) throw new Error('the double is closed: create a new one');
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function listenOn(listener: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener).once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** Where a client of this machine reaches it. */
function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const hangUp = setTimeout(() => server.closeAllConnections(), grace);
    server.close(() => {
      clearTimeout(hangUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}
