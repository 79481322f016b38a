import type { JsonSchema } from '../../specs/contract/declare.ts';

const name: JsonSchema = { type: 'string', minLength: 1 };
const url: JsonSchema = { type: 'string', pattern: '^https?://[^\\s?#]+$' };
/** What a header may hold; white space at its ends would be lost on the way. */
const headerValue: JsonSchema = { type: 'string', pattern: '^[!-~]([ -~]*[!-~])?$' };
const headerName: JsonSchema = { type: 'string', pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" };

const headers: JsonSchema = {
  type: 'object',
  propertyNames: headerName,
  additionalProperties: headerValue,
};

/** How a request that drives the server is written. */
const hookParts = { method: { enum: ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'] }, url, headers };

const rate = closed(
  { limit: { type: 'integer', minimum: 1 }, window: { type: 'number', exclusiveMinimum: 0 } },
  ['limit', 'window'],
);

const credential = closed(
  { tenant: name, token: headerValue, abilities: { type: 'array', items: name }, subject: name },
  ['tenant', 'token'],
);

const tenant = closed(
  {
    id: name,
    settings: { type: 'object' },
    entities: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        items: { type: 'object', required: ['id'], properties: { id: name } },
      },
    },
  },
  ['id'],
);

/** The JSON Schema of `target.yaml`; docs/target.md explains each field. */
export const targetSchema: JsonSchema = closed(
  {
    provider: name,
    baseUrl: url,
    authentication: closed(
      { header: headerName, prefix: { type: 'string', pattern: '^[ -~]*$' } },
      ['header'],
    ),
    credentials: {
      type: 'object',
      required: ['primary'],
      additionalProperties: credential,
    },
    tenants: { type: 'array', minItems: 1, items: tenant },
    limits: closed({ rate, bodyTimeout: { type: 'number', exclusiveMinimum: 0, maximum: 60 } }),
    lacks: { type: 'array', items: name },
    may: closed(
      {
        createTickets: { type: 'integer', minimum: 0 },
        exhaustRateLimit: { type: 'boolean' },
        useUpQuota: { type: 'boolean' },
      },
      ['createTickets'],
    ),
    pacing: closed({
      requestsPerSecond: { type: 'number', exclusiveMinimum: 0 },
      concurrency: { type: 'integer', minimum: 1 },
    }),
    reset: closed({ ...hookParts, body: { type: 'string' } }, ['url']),
    clock: closed({ ...hookParts, body: { type: 'string' } }, ['url']),
  },
  ['provider', 'baseUrl', 'credentials', 'tenants', 'may'],
);

function closed(
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** How a request that drives the server is written. */
export interface Hook {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the schema lets through. */
export interface TargetFile {
  readonly provider: string;
  readonly baseUrl: string;
  readonly authentication?: { readonly header: string; readonly prefix?: string };
  readonly credentials: Readonly<
    Record<
      string,
      {
        readonly tenant: string;
        readonly token: string;
        readonly abilities?: readonly string[];
        readonly subject?: string;
      }
    >
  >;
  readonly tenants: readonly {
    readonly id: string;
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly entities?: Readonly<Record<string, readonly { readonly id: string }[]>>;
  }[];
  readonly limits?: {
    readonly rate?: { readonly limit: number; readonly window: number };
    readonly bodyTimeout?: number;
  };
  readonly lacks?: readonly string[];
  readonly may: {
    readonly createTickets: number;
    readonly exhaustRateLimit?: boolean;
    readonly useUpQuota?: boolean;
  };
  readonly pacing?: { readonly requestsPerSecond?: number; readonly concurrency?: number };
  readonly reset?: Hook;
  readonly clock?: Hook;
}
