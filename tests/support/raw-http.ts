import { connect, type Socket } from 'node:net';
import type { PostOperation, Received } from './post-operations.ts';
import { asJson } from './post-operations.ts';
import type { Client } from './use-double.ts';

/** A connection to a server, for requests that no HTTP client would send. */
export function openSocket(address: string): Socket {
  const { hostname, port } = new URL(address);
  return connect({ host: hostname, port: Number(port) });
}

/** Sends text and reads to the end of the connection: ask for `Connection: close`. */
export async function sendRaw(address: string, bytes: string | Uint8Array): Promise<Received> {
  const socket = openSocket(address);
  socket.write(bytes);
  return readAnswer(socket);
}

/** Everything that comes until the server closes the connection, taken for one answer. */
export async function readAnswer(socket: Socket): Promise<Received> {
  const answer = await textUntilClose(socket);
  const end = answer.indexOf('\r\n\r\n');
  const [start = '', ...lines] = answer.slice(0, end).split('\r\n');
  const body = answer.slice(end + 4);
  return {
    status: Number(start.split(' ')[1]),
    headers: new Headers(
      lines.map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string]),
    ),
    text: body,
    body: asJson(body),
  };
}

/** An error ends the connection as well, but what came before it came: a server may hang up while one writes. */
function textUntilClose(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => {}).on('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** The lines of a request's head for an operation, without those that tell the length of a body. */
export function headOf(
  { target }: Client,
  { operation, headers }: PostOperation,
  more: readonly string[] = [],
): string {
  const credential = target.credentials.primary;
  const { host, pathname } = new URL(target.baseUrl);
  const lines = [
    `${operation.method} ${pathname.replace(/\/$/, '')}${operation.path} HTTP/1.1`,
    `Host: ${host}`,
    `${credential?.header}: ${credential?.value}`,
    'Content-Type: application/json',
    ...Object.entries(headers()).map(([name, value]) => `${name}: ${value}`),
    ...more,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
