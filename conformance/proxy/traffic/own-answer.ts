import { STATUS_CODES } from 'node:http';
import { pairsOf } from './passing.ts';

/** Marks an answer that is the proxy's own, and says what happened. */
const proxyHeader = 'Doublecheck-Proxy';

/** An answer that no server gave, after which the connection is closed. */
export interface OwnAnswer {
  readonly status: number;
  /** Name, value, name, value. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

export function ownAnswer(status: number, message: string): OwnAnswer {
  const body = Buffer.from(JSON.stringify({ error: 'doublecheck proxy', message }));
  const headers = [
    ...['Content-Type', 'application/json', 'Content-Length', String(body.length)],
    ...[proxyHeader, message.replaceAll(/[^\x20-\x7e]/g, '?'), 'Connection', 'close'],
  ];
  return { status, headers, body };
}

/** The same, byte by byte, for a connection on which nothing else is said. */
export function bytesOf({ status, headers, body }: OwnAnswer): Buffer {
  const lines = [...pairsOf(headers)].map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}
