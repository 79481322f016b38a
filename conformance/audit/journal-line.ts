import type { JsonSchema } from '../../specs/contract/declare.ts';

/** One exchange as somebody between client and server saw it: a line of a journal. No secret is in it. */
export interface JournalLine {
  readonly provider: string;
  /** The operation that the request matched; absent when it matched none. */
  readonly operation?: string | undefined;
  /** The server's time, RFC 3339. */
  readonly at?: string | undefined;
  /** When the head of the request came, in real time, RFC 3339. */
  readonly began: string;
  /** When the last byte of the answer had left or the connection ended, in real time, RFC 3339. */
  readonly ended: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, unknown>>;
    /** As it came, up to a bound. */
    readonly body: string;
    /** Bytes of the whole body. */
    readonly size: number;
  };
  /** What was answered, whether it arrived or not; the status is 0 when there was nothing to answer. */
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    /** Up to a bound. */
    readonly body: string;
    /** Bytes of the whole body, where that is known. */
    readonly size?: number | undefined;
  };
  /** Who ended the connection before the answer was whole; absent when all of it left. */
  readonly hungUp?: 'client' | 'server' | undefined;
  /** A name for whoever's credential it was, never the credential. */
  readonly credential?: string | undefined;
  /** What became of it inside, where that is known. */
  readonly outcome?: string | undefined;
  /** The kind of check at which it stopped. */
  readonly check?: string | undefined;
  /** The clause that refused or replayed it. */
  readonly clause?: string | undefined;
  readonly reason?: string | undefined;
  /** The kinds of trouble that were injected, in the words of chaos. */
  readonly troubles?: readonly string[] | undefined;
}

const text: JsonSchema = { type: 'string' };
const time: JsonSchema = { type: 'string', format: 'date-time' };
const headers: JsonSchema = { type: 'object' };

/** The JSON Schema of a line. What it does not name is passed over. */
export const journalLineSchema: JsonSchema = {
  type: 'object',
  required: ['provider', 'began', 'ended', 'request', 'answer'],
  properties: {
    provider: text,
    operation: text,
    at: time,
    began: time,
    ended: time,
    request: {
      type: 'object',
      required: ['method', 'path', 'headers', 'body', 'size'],
      properties: { method: text, path: text, headers, body: text, size: { type: 'integer' } },
    },
    answer: {
      type: 'object',
      required: ['status', 'headers', 'body'],
      properties: { status: { type: 'integer' }, headers, body: text, size: { type: 'integer' } },
    },
    hungUp: { enum: ['client', 'server'] },
    credential: text,
    outcome: text,
    check: text,
    clause: text,
    reason: text,
    troubles: { type: 'array', items: text },
  },
};
