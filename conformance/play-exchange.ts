import { isDeepStrictEqual } from 'node:util';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from '../specs/contract/ajv.ts';
import type { GoldenExchange } from '../specs/contract/golden-exchange.ts';
import { jsonOf } from '../specs/contract/json.ts';
import { operationFinder } from '../specs/contract/operation-finder.ts';
import { formatPointer, parsePointer, setAt, valueAt } from '../specs/contract/pointer.ts';
import type { Contract, Operation } from '../specs/contract/types.ts';

/** A server to judge: where it is, and the headers that carry its credentials by role. */
export interface Target {
  readonly baseUrl: string;
  readonly credentials: Readonly<
    Record<string, { readonly header: string; readonly value: string }>
  >;
}

/** An answer as it came. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Sends the request of an exchange.
 *
 * @throws Error where nothing is answered, and the reason of the signal.
 */
export async function sendExchange(
  target: Target,
  { request }: GoldenExchange,
  signal?: AbortSignal,
): Promise<Received> {
  const body = bodyOf(request);
  const response = await fetch(target.baseUrl + request.path, {
    method: request.method,
    headers: headersOf(target, request, body !== undefined),
    ...(body !== undefined && { body: new TextEncoder().encode(body) }),
    redirect: 'manual',
    ...(signal && { signal }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/**
 * Compares an answer with what the exchange and the contract's response schema say.
 *
 * @returns a sentence for each difference; none when the answer is as it must be.
 */
export function judgeExchange(
  contract: Contract,
  { request, answer }: GoldenExchange,
  received: Received,
): string[] {
  const differences: string[] = [];
  if (received.status !== answer.status) {
    differences.push(`the status is ${received.status}, not ${answer.status}: ${received.text}`);
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    const sent = received.headers.get(name);
    if (sent !== value) differences.push(`the header ${name} is ${sent}, not ${value}`);
  }
  const body = jsonOf(received.text);
  if (body === undefined) return [...differences, `the body is not JSON: ${received.text}`];
  differences.push(...missingFrom(body, answer.body, []));
  for (const pointer of answer.absent ?? []) {
    if (valueAt(body, parsePointer(pointer)) !== undefined)
      differences.push(`${pointer} is there and must not be`);
  }
  return [...differences, ...schemaFaults(contract, request, received.status, body)];
}

function bodyOf({ body, raw, bodyRepeat = {} }: GoldenExchange['request']): string | undefined {
  if (raw !== undefined) return raw;
  if (body === undefined) return undefined;
  const filled = structuredClone(body) as object;
  for (const [pointer, [item, count]] of Object.entries(bodyRepeat)) {
    const value =
      typeof item === 'string' ? item.repeat(count) : Array.from({ length: count }, () => item);
    setAt(filled, parsePointer(pointer), value);
  }
  return JSON.stringify(filled);
}

function headersOf(
  { credentials }: Target,
  { as, headers = {} }: GoldenExchange['request'],
  hasBody: boolean,
): Headers {
  const sent = new Headers(hasBody ? { 'Content-Type': 'application/json' } : {});
  if (as !== undefined) {
    const credential = credentials[as];
    if (!credential) throw new Error(`nobody has the role ${as} here`);
    sent.set(credential.header, credential.value);
  }
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) sent.delete(name);
    else sent.set(name, value);
  }
  return sent;
}

/** Objects may have more than is expected; everything else must be the same. */
function missingFrom(
  actual: unknown,
  expected: unknown,
  path: readonly (string | number)[],
): string[] {
  if (expected === undefined || isDeepStrictEqual(actual, expected)) return [];
  const bothHaveMembers =
    typeof expected === 'object' &&
    expected !== null &&
    typeof actual === 'object' &&
    actual !== null &&
    Array.isArray(expected) === Array.isArray(actual);
  const isSameLength =
    !bothHaveMembers ||
    !Array.isArray(expected) ||
    expected.length === (actual as unknown[]).length;
  if (!bothHaveMembers || !isSameLength) {
    return [
      `${formatPointer(path) || '/'} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`,
    ];
  }
  return Object.entries(expected).flatMap(([key, value]) =>
    missingFrom(valueAt(actual, [key]), value, [...path, key]),
  );
}

function schemaFaults(
  contract: Contract,
  request: GoldenExchange['request'],
  status: number,
  body: unknown,
): string[] {
  const operation = operationFinder(contract)(request.method, request.path);
  const schema = operation && responseSchema(operation, status);
  if (!schema) return [];
  const validate = validatorOf(schema);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `the response schema: ${instancePath || '/'} ${message}`,
  );
}

const validators = new WeakMap<object, ValidateFunction>();

/** Compiled once: many answers are compared with the same schema. */
function validatorOf(schema: object): ValidateFunction {
  const validate = validators.get(schema) ?? createAjv({ allErrors: true }).compile(schema);
  validators.set(schema, validate);
  return validate;
}

function responseSchema({ responses }: Operation, status: number) {
  return responses.get(String(status)) ?? responses.get('default');
}
