import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Request } from 'express';
import type { JsonSchema } from '../../specs/contract/declare.ts';
import { AdminError } from './admin-error.ts';

/** An operation of the admin API's document. */
export interface AdminOperation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'query' | 'path';
    readonly required?: boolean;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: JsonSchema } };
  };
}

/** A request to the admin API, as its document allows it: defaults filled in, numbers read. */
export interface Input {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** Where the double is reached, as the caller sees it: `http://localhost:4010`. */
  readonly origin: string;
}

/** Compiles what an operation takes; what it reads throws AdminError with what is wrong. */
export function inputReader({
  parameters = [],
  requestBody,
}: AdminOperation): (request: Request) => Input {
  const ajv = formats.default(new Ajv2020({ strict: false, coerceTypes: true, useDefaults: true }));
  const checkParameters = ajv.compile({
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  });
  const bodySchema = requestBody?.content['application/json'].schema;
  const checkBody =
    bodySchema && formats.default(new Ajv2020({ strict: false })).compile(bodySchema);

  return (request) => {
    const given = { ...request.query, ...request.params };
    demand(checkParameters, given, 'parameters');
    if (checkBody) demand(checkBody, request.body, 'body');
    return {
      parameters: given,
      body: request.body,
      origin: `${request.protocol}://${request.headers.host}`,
    };
  };
}

function demand(check: ValidateFunction, value: unknown, what: string): void {
  if (check(value)) return;
  const [error] = check.errors ?? [];
  const extra = error?.params.additionalProperty ?? error?.params.allowedValues?.join(', ');
  const detail = extra === undefined ? '' : ` (${extra})`;
  const place = error?.instancePath ? ` ${error.instancePath}` : '';
  if (what === 'body' && value === undefined) {
    throw new AdminError(400, 'the body is missing', sendJson);
  }
  throw new AdminError(
    400,
    `${what}${place}: ${error?.message}${detail}`,
    'See /_doublecheck/openapi.json.',
  );
}

const sendJson = 'Send JSON, with the header Content-Type: application/json.';
