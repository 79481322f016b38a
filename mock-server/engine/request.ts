import type { IncomingHttpHeaders } from 'node:http';

/** What came of reading a body off the wire. */
export type ReceivedBody =
  | { readonly state: 'received'; readonly bytes: Buffer }
  | { readonly state: 'too-large' }
  | { readonly state: 'incomplete' };

/** What became of the body: its JSON value, or what is wrong with it (a property of the `body` behaviour). */
export type ParsedBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: BodyFault; readonly detail: string };

export type BodyFault = 'mediaType' | 'malformed' | 'tooLarge' | 'tooDeep' | 'incomplete';

/** A client's request, read and parsed, with nothing decided yet. */
export interface Request {
  readonly headers: IncomingHttpHeaders;
  /** Undefined where the operation takes no body. */
  readonly body: ParsedBody | undefined;
}

/** The JSON value of the body; undefined when there is none or it could not be parsed. */
export function bodyOf(request: Request): unknown {
  return request.body?.ok ? request.body.value : undefined;
}
