import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { type Passed, type Passing, pairsOf, passedOf, passingOf } from './passing.ts';
import type { Upstream } from './upstream.ts';

/** Marks an answer that is the proxy's own, and says what happened. */
export const proxyHeader = 'Doublecheck-Proxy';

/** One exchange, with the two connections that it goes over. */
interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly out: ClientRequest;
  readonly passing: Passing;
  readonly upstream: Upstream;
}

/**
 * Hands one request on to the server and its answer back, piece by piece, as they come; `done` is called once,
 * when the last byte has left or somebody has hung up. What breaks on one side breaks on the other. A server
 * that cannot be reached is answered for with 502.
 *
 * Plain node:http, and no library: httpxy and http-proxy-3 send what node made of the headers (in lower case,
 * those that stand several times as one), close the server's connection after a chunked body, and put a length
 * or an encoding where there was none. Here all of that stays, but for `Host`, which names the server; a header
 * that a request has several times stands together.
 */
export function forward(
  upstream: Upstream,
  request: IncomingMessage,
  response: ServerResponse,
  done: (passed: Passed) => void,
): void {
  const { method = 'GET', url = '/', rawHeaders, socket } = request;
  const passing = passingOf(method, url, rawHeaders);
  const out = upstream.open(socket, method, url);
  const passage = { request, response, out, passing, upstream };
  response.once('close', () => {
    if (!response.writableFinished) passing.hungUp ??= 'client';
    out.destroy();
    upstream.close(socket);
    done(passedOf(passing));
  });
  // Whoever breaks off is heard of by `close`.
  for (const stream of [request, response]) stream.on('error', () => {});
  out.on('continue', () => response.writeContinue());
  out.once('response', (answer) => attempt(passage, () => handBack(passage, answer)));
  out.on('error', (error) => fail(passage, error));
  out.once('close', () => {
    if (passing.answer.status === 0) fail(passage, new Error('the connection was closed'));
  });
  attempt(passage, () => sendRequest(passage));
}

/** What one side says and node does not let the other side hear ends this exchange, and no other. */
function attempt(passage: Passage, work: () => void): void {
  try {
    work();
  } catch (error) {
    fail(passage, error as Error);
    passage.out.destroy();
  }
}

function sendRequest(passage: Passage): void {
  const { request, out, passing, upstream } = passage;
  const { host } = upstream.url;
  for (const [name, value] of pairsOf(withoutOffer(request)))
    out.appendHeader(name, name.toLowerCase() === 'host' ? host : value);
  leaveOutWhatIsNotThere(out, request);
  request.on('data', (chunk: Buffer) => passing.request.body.add(chunk));
  request.pipe(out, { end: false });
  request.once('end', () => {
    passing.request.isOver = true;
    attempt(passage, () => finish(request, out));
  });
  // A head that comes without its body goes on without it.
  setImmediate(() => out.writableEnded || out.destroyed || out.flushHeaders());
}

function handBack(passage: Passage, answer: IncomingMessage): void {
  const { request, response, passing } = passage;
  const { statusCode = 502, statusMessage, rawHeaders } = answer;
  passing.answer.status = statusCode;
  passing.answer.headers = rawHeaders;
  answer.once('error', () => {});
  answer.once('close', () => {
    if (answer.complete || response.destroyed) return;
    passing.hungUp ??= 'server';
    response.destroy();
  });
  response.sendDate = false;
  leaveOutWhatIsNotThere(response, answer);
  response.writeHead(statusCode, statusMessage, forVersionOf(request, rawHeaders));
  answer.on('data', (chunk: Buffer) => passing.answer.body.add(chunk));
  answer.pipe(response, { end: false });
  answer.once('end', () => attempt(passage, () => finish(answer, response)));
  setImmediate(() => response.writableEnded || response.destroyed || response.flushHeaders());
}

/** The end of a body, with what trails it. */
function finish({ rawTrailers }: IncomingMessage, to: ClientRequest | ServerResponse): void {
  if (rawTrailers.length > 0) to.addTrailers([...pairsOf(rawTrailers)] as never);
  to.end();
}

/** Node adds headers of its own where there are none, unless they were taken out before. */
function leaveOutWhatIsNotThere(to: ClientRequest | ServerResponse, { headers }: IncomingMessage) {
  for (const name of ['connection', 'content-length', 'transfer-encoding'])
    if (headers[name] === undefined) to.removeHeader(name);
}

/** HTTP/1.0 knows no chunks: such an answer ends with its connection. */
function forVersionOf({ httpVersion }: IncomingMessage, raw: readonly string[]): string[] {
  const isOld = httpVersion === '1.0';
  const kept = [...pairsOf(raw)].filter(
    ([name]) => !isOld || name.toLowerCase() !== 'transfer-encoding',
  );
  return kept.flat();
}

/**
 * An offer to go on in HTTP/2 is left out: nobody could read along. Clients that make it (Java's) make it to
 * every server, and go on in HTTP/1.1.
 */
function withoutOffer({ headers, rawHeaders }: IncomingMessage): readonly string[] {
  if (!isOffer(headers)) return rawHeaders;
  const offer = new Set(['upgrade', 'http2-settings', 'connection']);
  return [...pairsOf(rawHeaders)].filter(([name]) => !offer.has(name.toLowerCase())).flat();
}

export function isOffer({ upgrade }: IncomingMessage['headers']): boolean {
  return upgrade?.toLowerCase() === 'h2c';
}

function fail({ response, out, passing, upstream }: Passage, error: NodeJS.ErrnoException): void {
  if (response.writableEnded || response.destroyed) return;
  if (response.headersSent || upstream.isReached(out)) {
    passing.hungUp ??= 'server';
    response.destroy();
    return;
  }
  const message = `The server could not be reached: ${error.message || error.code}`;
  passing.reason = message;
  passing.answer.status = 502;
  const body = Buffer.from(JSON.stringify({ error: 'doublecheck proxy', message }));
  passing.answer.body.add(body);
  const headers = [
    ...['Content-Type', 'application/json', 'Content-Length', String(body.length)],
    ...[proxyHeader, message.replaceAll(/[^\x20-\x7e]/g, '?'), 'Connection', 'close'],
  ];
  passing.answer.headers = headers;
  response.writeHead(502, headers).end(body);
}
