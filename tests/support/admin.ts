import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Response } from 'supertest';
import { assert } from 'vitest';
import { readAdminDocument } from '../../mock-server/admin/document.ts';
import { parsePointer, valueAt } from '../../specs/contract/pointer.ts';
import { asJson } from './post-operations.ts';

export interface AdminCall {
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON, unless it is a string, which is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AdminAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Untyped, as with supertest: what documented answers look like, the document says and is asked. */
  readonly body: Response['body'];
}

const document = readAdminDocument();
const ajv = formats.default(new Ajv2020({ strict: false }));

/** Every operation of the admin API's document, as `GET /health`. */
export const adminOperations: readonly string[] = Object.entries(document.paths).flatMap(
  ([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

/**
 * Calls an operation of the admin API by its name in the document; what stands in braces is taken from
 * `path`. Fails unless the document has the answer's status and its body is of the documented schema.
 *
 * @example
 * await callAdmin(double.address, 'GET /targets/{provider}', { query: { sandbox } }, { provider: 'mava' });
 */
export async function callAdmin(
  address: string,
  name: string,
  call: AdminCall = {},
  path: Readonly<Record<string, string>> = {},
): Promise<AdminAnswer> {
  const [method = '', template = ''] = name.split(' ');
  const filled = template.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(path[key] ?? ''));
  const answer = await sendAdmin(address, method, filled, call);

  const responses = ['paths', template, method.toLowerCase(), 'responses'];
  const documented = valueAt(document, [...responses, String(answer.status)]);
  assert(documented, `${name} answers ${answer.status}: ${JSON.stringify(answer.body)}`);
  const schema = valueAt(documented, ['content', 'application/json', 'schema']);
  if (schema) assert(ajv.validate(schema, answer.body), `${name}: ${ajv.errorsText()}`);
  return answer;
}

/** Sends anything to the admin API, documented or not. */
export async function sendAdmin(
  address: string,
  method: string,
  path: string,
  { query = {}, body, headers = {} }: AdminCall = {},
): Promise<AdminAnswer> {
  const url = new URL(`${address}/_doublecheck${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const answer = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, headers: answer.headers, body: asJson(await answer.text()) };
}

/** Fails unless an answer says what is wrong and what to do, as the document has it. */
export function assertRefused(answer: AdminAnswer, status: number): void {
  const refused = parsePointer('/components/responses/Refused/content/application~1json/schema');
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert(ajv.validate(valueAt(document, refused) as object, answer.body), ajv.errorsText());
}
