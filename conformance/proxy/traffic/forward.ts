import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { afterUpload, endsUpload, keepGoing, untilSent } from './early-answer.ts';
import { handOnInterim } from './interim.ts';
import { withoutOffer } from './offer.ts';
import { ownAnswer } from './own-answer.ts';
import { type Passed, type Passing, pairsOf, passedOf, passingOf } from './passing.ts';
import type { Upstream } from './upstream.ts';

/** One exchange, with the two connections that it goes over. */
interface Passage {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly out: ClientRequest;
  readonly passing: Passing;
  readonly upstream: Upstream;
  /** All of the answer is out but for its end, which waits for the request's. */
  isHeard: boolean;
}

/**
 * Hands one request on to the server and its answer back, piece by piece, as they come; `done` is called once,
 * when the last byte of both has left or somebody has hung up. What breaks on one side breaks on the other. A
 * server that cannot be reached is answered for with 502.
 *
 * Plain node:http, and no library: httpxy and http-proxy-3 send what node made of the headers (in lower case,
 * those that stand several times as one), close the server's connection after a chunked body, and put a length
 * or an encoding where there was none. Here all of that stays, but for `Host`, which names the server, and for
 * what HTTP/1.0 means by saying nothing; a header that a request has several times stands together.
 *
 * Node reads both sides as HTTP is written down: a request line beyond ASCII is refused by the proxy itself, and a
 * server that ends its lines without a carriage return is hung up on.
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
  const passage: Passage = { request, response, out, passing, upstream, isHeard: false };
  const over = () => {
    upstream.close(socket);
    done(passedOf(passing));
  };
  response.once('close', () => {
    if (response.writableFinished) return untilSent(request, out, over);
    if (!passage.isHeard) passing.hungUp ??= 'client';
    out.destroy();
    over();
  });
  // Whoever breaks off is heard of by `close`.
  for (const stream of [request, response]) stream.on('error', () => {});
  out.on('information', (answer) => handOnInterim(request, response, answer));
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
  if (request.httpVersion === '1.0') sayWhatIsMeant(out, request, host);
  request.on('data', (chunk: Buffer) => passing.request.body.add(chunk));
  request.pipe(out, { end: false });
  keepGoing(out);
  // Who writes all before he reads would wait for ever for somebody to take the rest.
  out.once('unpipe', () => request.resume());
  request.once('end', () => {
    passing.request.isOver = !out.destroyed;
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
  answer.once('end', () => {
    const end = () => attempt(passage, () => finish(answer, response));
    if (!endsUpload(request, answer)) {
      end();
      return;
    }
    passage.isHeard = true;
    afterUpload(request, end);
  });
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

/** The head goes on as HTTP/1.1, which demands a host, and keeps a connection unless told otherwise. */
function sayWhatIsMeant(out: ClientRequest, { headers }: IncomingMessage, host: string): void {
  if (headers.host === undefined) out.setHeader('Host', host);
  if (headers.connection === undefined) out.setHeader('Connection', 'close');
}

/** HTTP/1.0 knows no chunks: such an answer ends with its connection. */
function forVersionOf({ httpVersion }: IncomingMessage, raw: readonly string[]): string[] {
  const isOld = httpVersion === '1.0';
  const kept = [...pairsOf(raw)].filter(
    ([name]) => !isOld || name.toLowerCase() !== 'transfer-encoding',
  );
  return kept.flat();
}

function fail({ response, out, passing, upstream }: Passage, error: NodeJS.ErrnoException): void {
  if (response.writableEnded || response.destroyed) return;
  if (response.headersSent || upstream.isReached(out)) {
    passing.hungUp ??= 'server';
    response.destroy();
    return;
  }
  const message = `The server could not be reached: ${error.message || error.code}`;
  const { status, headers, body } = ownAnswer(502, message);
  passing.reason = message;
  passing.answer.status = status;
  passing.answer.headers = headers;
  passing.answer.body.add(body);
  response.writeHead(status, [...headers]).end(body);
}
