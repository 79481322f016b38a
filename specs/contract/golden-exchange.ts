import type { JsonSchema } from './declare.ts';

/** A golden exchange: one request, what its answer must have, and the clauses that the two show. */
export interface GoldenExchange {
  readonly name: string;
  readonly clauses: readonly string[];
  readonly request: {
    readonly method: string;
    readonly path: string;
    /** The role whose credential is sent; none without it. */
    readonly as?: string;
    /** Beside or in place of the headers that are sent anyway; null leaves one out. */
    readonly headers?: Readonly<Record<string, string | null>>;
    readonly body?: unknown;
    /** Sent as it stands, in place of `body`. */
    readonly raw?: string;
    /** Fields of the body that are a string, or a list of one item, repeated so many times. */
    readonly bodyRepeat?: Readonly<Record<string, readonly [unknown, number]>>;
  };
  readonly answer: {
    readonly status: number;
    /** Everything here must be in the answer's body; the body may have more. */
    readonly body?: unknown;
    /** Pointers that must lead nowhere. */
    readonly absent?: readonly string[];
    readonly headers?: Readonly<Record<string, string>>;
  };
}

/** What a file of golden exchanges says. */
export interface GoldenExchanges {
  readonly provider: string;
  readonly exchanges: readonly GoldenExchange[];
}

const text: JsonSchema = { type: 'string', minLength: 1 };

const closed = (properties: object, required: readonly string[]): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

/** The JSON Schema of a file of exchanges. `bodies` is there for anchors to hang on. */
export const exchangesSchema: JsonSchema = closed(
  {
    provider: text,
    bodies: true,
    exchanges: {
      type: 'array',
      minItems: 1,
      items: closed(
        {
          name: text,
          clauses: { type: 'array', minItems: 1, items: text },
          request: closed(
            {
              method: { enum: ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] },
              path: { type: 'string', pattern: '^/' },
              as: text,
              headers: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
              body: true,
              raw: { type: 'string' },
              bodyRepeat: { type: 'object' },
            },
            ['method', 'path'],
          ),
          answer: closed(
            {
              status: { type: 'integer' },
              body: true,
              absent: { type: 'array', items: { type: 'string' } },
              headers: { type: 'object', additionalProperties: text },
            },
            ['status'],
          ),
        },
        ['name', 'clauses', 'request', 'answer'],
      ),
    },
  },
  ['provider', 'exchanges'],
);
