import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
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

/** What an operation takes. */
interface Checks {
  readonly parameters: ValidateFunction;
  readonly body: ValidateFunction | undefined;
}

// Each is dear to make and cheap to keep, and most operations are never asked for.
const ajvs: { parameters?: Ajv2020; bodies?: Ajv2020 } = {};
const compiled = new WeakMap<AdminOperation, Checks>();

function checksOf(operation: AdminOperation): Checks {
  const known = compiled.get(operation);
  if (known) return known;
  const checks = compile(operation);
  compiled.set(operation, checks);
  return checks;
}

function compile({ parameters = [], requestBody }: AdminOperation): Checks {
  ajvs.parameters ??= ajvWith({ coerceTypes: true, useDefaults: true });
  ajvs.bodies ??= ajvWith({});
  const bodySchema = requestBody?.content['application/json'].schema;
  return {
    parameters: ajvs.parameters.compile({
      type: 'object',
      properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
      required: parameters.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    }),
    body: bodySchema && ajvs.bodies.compile(bodySchema),
  };
}

function ajvWith(options: Options): Ajv2020 {
  return formats.default(new Ajv2020({ strict: false, ...options }));
}

/** Reads what an operation takes; it throws AdminError with what is wrong. */
export function inputReader(operation: AdminOperation): (request: Request) => Input {
  return (request) => {
    const checks = checksOf(operation);
    const given = { ...request.query, ...request.params };
    demand(checks.parameters, given, 'parameters');
    if (checks.body) demand(checks.body, request.body, 'body');
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
  const { additionalProperty, unevaluatedProperty, allowedValues } = error?.params ?? {};
  const extra = additionalProperty ?? unevaluatedProperty ?? allowedValues?.join(', ');
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
