import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Credential, OtherServer } from './other-server.ts';

export interface Asked {
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

export interface Answered {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; without one the answer is empty. */
  readonly body?: unknown;
}

/** No server here keeps more of a body than this; what comes after it is read and dropped. */
const keptBytes = 16 * 1024 * 1024;

/**
 * Serves on a free port of this machine. `unreadable` answers what is not HTTP, so that this too comes in the
 * provider's own words.
 */
export async function listen(
  handle: (asked: Asked) => Answered | Promise<Answered>,
  unreadable: Answered,
): Promise<Pick<OtherServer, 'baseUrl' | 'close'>> {
  // Nothing that a caller sends should lead here; if it does, the caller is told and the server stays.
  const answer = async (asked: Asked): Promise<Answered> => {
    try {
      return await handle(asked);
    } catch (error) {
      return { status: 500, body: { code: 'INTERNAL_ERROR', message: String(error) } };
    }
  };
  const server = createServer(async (request, response) => {
    const bytes = await bytesOf(request);
    if (!bytes) return;
    const { status, headers, body } = await answer({
      method: request.method ?? '',
      path: request.url?.split('?')[0] ?? '',
      headers: request.headers,
      bytes,
    });
    response.writeHead(status, { ...typeOf(body), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.on('clientError', (_error, socket) => {
    if (!socket.writable) return socket.destroy();
    const text = JSON.stringify(unreadable.body);
    const head = `HTTP/1.1 ${unreadable.status} Bad Request\r\nContent-Type: application/json`;
    socket.end(
      `${head}\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The body, or nothing when the caller hung up before its end. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const kept: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.length;
      if (size <= keptBytes + chunk.length) kept.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(kept);
}

function typeOf(body: unknown): Record<string, string> {
  if (body === undefined) return {};
  const isProblem = typeof body === 'object' && body !== null && 'title' in body;
  return { 'Content-Type': `application/${isProblem ? 'problem+' : ''}json` };
}

/** A clock of the server's own; its time is in milliseconds, like Date's. */
export function startClock() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance(seconds: number) {
      ahead += seconds * 1000;
    },
  };
}

/** The role and the credential whose header the request carries. */
export function whoAsks<C extends Credential>(
  { headers }: Asked,
  credentials: Readonly<Record<string, C>>,
): C | undefined {
  return Object.values(credentials).find(({ header, value }) => {
    const sent = headers[header.toLowerCase()];
    if (typeof sent !== 'string') return false;
    // The name of a scheme has no letter case; a token has.
    return sent === value || sent.replace(/^bearer +/i, 'Bearer ') === value;
  });
}

/** The choices of a variant. */
export function choicesOf<C>(choices: Readonly<Record<string, C>>, variant: string): C {
  const chosen = choices[variant];
  if (chosen) return chosen;
  throw new Error(`There is no variant ${variant}; there are ${Object.keys(choices).join(', ')}.`);
}
