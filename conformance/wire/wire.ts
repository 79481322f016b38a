import type { Readable } from 'node:stream';
import { type Dispatcher, errors, Pool } from 'undici';
import { deepestJson, jsonOf } from '../../specs/contract/json.ts';
import type { Message, Reply, Silence } from './message.ts';

/** More than any answer of these APIs needs; what is longer is cut there and counts as no JSON. */
const maxAnswerBytes = 16 * 1024 * 1024;

/** More than the buffers on the way may take in, so that the server is read to while it is written to. */
const longBody = 64 * 1024;

/** Sends requests to one server over connections that are kept. */
export class Wire {
  readonly #pool: Pool;
  readonly #prefix: string;
  readonly #timeout: number;

  /** @param timeout milliseconds within which an answer must be complete. */
  constructor(baseUrl: string, timeout: number) {
    const url = new URL(baseUrl);
    this.#pool = new Pool(url.origin, { connect: { timeout }, pipelining: 1 });
    this.#prefix = url.pathname.replace(/\/$/, '');
    this.#timeout = timeout;
  }

  /** Never throws for what the server does: silence is a reply too. Throws when `signal` is aborted. */
  send(message: Message, signal: AbortSignal | undefined): Promise<Reply> {
    return this.#exchange(message, message.body ?? null, this.#timeout, signal);
  }

  /** Sends the beginning of a body that was said to be longer, and waits for the server to lose patience. */
  stall(message: Message, patience: number, signal: AbortSignal | undefined): Promise<Reply> {
    const headers = { ...message.headers, 'content-length': '1000' };
    return this.#exchange({ ...message, headers }, neverEnding(), patience, signal);
  }

  async #exchange(
    { method, path, headers }: Message,
    body: string | Uint8Array | AsyncIterable<string> | null,
    patience: number,
    signal: AbortSignal | undefined,
  ): Promise<Reply> {
    const deadline = AbortSignal.timeout(patience);
    try {
      const response = await this.#pool.request({
        method: method as Dispatcher.HttpMethod,
        path: this.#prefix + path,
        headers,
        body: body as Readable | string | Uint8Array | null,
        headersTimeout: 0,
        bodyTimeout: 0,
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      const text = await readText(response.body);
      return {
        answer: {
          status: response.statusCode,
          headers: flat(response.headers),
          text,
          json: jsonOf(text, deepestJson),
        },
      };
    } catch (error) {
      signal?.throwIfAborted();
      const isLong =
        (typeof body === 'string' || ArrayBuffer.isView(body)) && body.length > longBody;
      return { silence: silenceOf(error, { isLate: deadline.aborted, isLong }, patience) };
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

async function* neverEnding(): AsyncGenerator<string> {
  yield '{"';
  await new Promise(() => {});
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    chunks.push(chunk);
    if (length > maxAnswerBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function silenceOf(
  error: unknown,
  { isLate, isLong }: { readonly isLate: boolean; readonly isLong: boolean },
  timeout: number,
): Silence {
  if (isLate) return { kind: 'timeout', message: `no complete answer within ${timeout / 1000} s` };
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(code))
    return { kind: 'refused', message };
  if (isLong && ['EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET'].includes(code))
    return { kind: 'cut', message: 'the connection ended while the body was still being sent' };
  const isGarbage = error instanceof errors.HTTPParserError;
  return {
    kind: 'broken',
    message: isGarbage ? `what came is no HTTP: ${message}` : `the connection ended: ${message}`,
  };
}
