import type { IncomingMessage, InformationEvent, ServerResponse } from 'node:http';
import { pairsOf } from './passing.ts';

/** Hands on what comes before an answer (1xx), as it is written: node has no way to send most of it. */
export function handOnInterim(
  { httpVersion, socket }: IncomingMessage,
  response: ServerResponse,
  { statusCode, statusMessage, rawHeaders }: InformationEvent,
): void {
  if (httpVersion === '1.0') return;
  if (statusCode === 100) {
    response.writeContinue();
    return;
  }
  const lines = [...pairsOf(rawHeaders)].map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...lines, '', ''].join('\r\n');
  // An answer before this one is still on its way to a client that has asked ahead.
  if (response.socket === socket) socket.write(head, 'latin1');
}
