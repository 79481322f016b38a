import type { IncomingMessage } from 'node:http';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { ReceivedBody } from '../engine/request.ts';
import { readBody } from './read-body.ts';
import type { Service } from './service.ts';

/** In an app of the user's a parser may have read the body. */
export type HttpRequest = IncomingMessage & { readonly body?: unknown };

/** The body of a request, from the wire or from who read it before. */
export function receive(
  { bodyTimeout }: Service,
  { body }: CompiledProvider,
  http: HttpRequest,
): Promise<ReceivedBody> | ReceivedBody {
  return wasRead(http) ? again(http) : readBody(http, body.maxBytes, bodyTimeout);
}

/** In an app of the user's a parser may have been there first; what it left is all there is. */
function wasRead(http: HttpRequest): boolean {
  return http.readableEnded && http.body !== undefined;
}

function again({ body }: HttpRequest): ReceivedBody {
  return {
    state: 'received',
    bytes: Buffer.from(Buffer.isBuffer(body) ? body : JSON.stringify(body)),
  };
}
