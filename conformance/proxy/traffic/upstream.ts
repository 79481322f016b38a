import http, { type ClientRequest, type RequestOptions } from 'node:http';
import https from 'node:https';
import net, { type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';

/** More than servers take by default: whether a head is too long is theirs to say. */
export const longestHead = 256 * 1024;

/** A client's connection and the one that it has to the server. */
interface Line {
  readonly agent: http.Agent;
  /** Exchanges that are under way. */
  open: number;
  /** The server has closed its end. */
  isOver: boolean;
}

/**
 * The server behind the proxy. Each connection of a client has one of its own there, which lasts as long: so
 * whoever closes, when, and what is lost by it, is as if nobody stood between.
 */
export class Upstream {
  readonly url: URL;
  readonly #lines = new Map<Duplex, Line>();
  readonly #tied = new WeakSet<Socket>();
  readonly #connected = new WeakSet<Socket>();

  constructor(url: URL) {
    this.url = url;
  }

  /** A request below the server's URL, without headers yet. `close` must be called when it is over. */
  open(client: Socket, method: string, path: string): ClientRequest {
    const line = this.#lineOf(client);
    line.open++;
    const options: RequestOptions = {
      ...addressOf(this.url),
      agent: line.agent,
      method,
      path: this.#pathOf(path),
      setHost: false,
      maxHeaderSize: longestHead,
    };
    const request = this.#isSecure ? https.request(options) : http.request(options);
    return request.once('socket', (socket) => this.#tie(socket, client, line));
  }

  /** An exchange of a client's is over. */
  close(client: Socket): void {
    const line = this.#lines.get(client);
    if (!line) return;
    line.open--;
    endIfIdle(client, line);
  }

  /** Whether an exchange of a client's is under way. */
  isInUse(client: Duplex): boolean {
    return (this.#lines.get(client)?.open ?? 0) > 0;
  }

  /** Whether a request found a connection; what goes wrong then is between client and server. */
  isReached({ socket }: ClientRequest): boolean {
    return socket !== null && this.#connected.has(socket);
  }

  /** A connection for what is no exchange of HTTP, with where the head of its request goes. */
  connect(path: string): { socket: Socket; path: string } {
    const { host, port } = addressOf(this.url);
    const socket = this.#isSecure
      ? tls.connect({ host, port, ...(!net.isIP(host) && { servername: host }) })
      : net.connect({ host, port });
    return { socket, path: this.#pathOf(path) };
  }

  destroy(): void {
    for (const { agent } of this.#lines.values()) agent.destroy();
  }

  get #isSecure(): boolean {
    return this.url.protocol === 'https:';
  }

  /** `OPTIONS *` is of no path, and a client that takes this for a forward proxy writes a whole URL. */
  #pathOf(path: string): string {
    const own = /^https?:\/\//i.test(path) ? path.replace(/^https?:\/\/[^/?#]*/i, '') || '/' : path;
    return own.startsWith('/') ? this.url.pathname.replace(/\/$/, '') + own : own;
  }

  #lineOf(client: Socket): Line {
    const known = this.#lines.get(client);
    if (known) return known;
    const options = { keepAlive: true, maxSockets: 1 };
    const agent = this.#isSecure ? new https.Agent(options) : new http.Agent(options);
    // How long an idle connection stays is the server's to say, and it says so by closing it.
    agent.keepSocketAlive = () => true;
    const line = { agent, open: 0, isOver: false };
    this.#lines.set(client, line);
    client.once('close', () => {
      agent.destroy();
      this.#lines.delete(client);
    });
    return line;
  }

  #tie(socket: Socket, client: Socket, line: Line): void {
    if (this.#tied.has(socket)) return;
    this.#tied.add(socket);
    line.isOver = false;
    socket.once(this.#isSecure ? 'secureConnect' : 'connect', () => this.#connected.add(socket));
    socket.once('close', () => {
      line.isOver = true;
      endIfIdle(client, line);
    });
  }
}

function endIfIdle(client: Socket, { open, isOver }: Line): void {
  if (isOver && open === 0) client.end();
}

function addressOf({ protocol, hostname, port }: URL): { host: string; port: number } {
  const usual = protocol === 'https:' ? 443 : 80;
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) };
}
