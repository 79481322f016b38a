import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import type { Case, Step } from '../../../conformance/generate/case.ts';
import { bytesOf } from '../../../conformance/generate/formats/body.ts';
import { renderTemplate } from '../../../conformance/wire/variables.ts';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  /** With names in small letters; a letter is a byte. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server for the tests of a file that writes down what arrives, and answers as it is told. */
export function useRecorder() {
  let arrived: Arrived[] = [];
  let answer: (request: Arrived, index: number) => Said = () => ({ status: 201 });
  const server = http.createServer(async (request, response) => {
    const { method = '', url: path = '', rawHeaders } = request;
    const body = await buffer(request);
    const headers = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ''] as const] : [],
    );
    const one = { method, path, headers, body };
    arrived.push(one);
    const said = answer(one, arrived.length - 1);
    response.writeHead(said.status, said.headers).end(said.body ?? '');
  });
  beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return {
    get address() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api-root`;
    },
    /** Forgets what arrived, and answers from now on as is said. */
    answering(next: typeof answer) {
      arrived = [];
      answer = next;
    },
    get arrived(): readonly Arrived[] {
      return arrived;
    },
  };
}

/** The credentials of the variables that exports ask for, as the samples name them. */
export const secrets = {
  DOUBLECHECK_PRIMARY: 'Bearer mk_harbor_primary',
  DOUBLECHECK_SECOND_TENANT: 'Bearer mk_juniper_primary',
};

const values: Readonly<Record<string, string>> = {
  ...secrets,
  DOUBLECHECK_PRIMARY__TOKEN: 'mk_harbor_primary',
  DOUBLECHECK_PRIMARY__SHORTER: 'Bearer mk_harbor_primar',
  DOUBLECHECK_PRIMARY__OTHER_CASE: 'Bearer MK_HARBOR_PRIMARY',
};

/** Any client's own headers, which no case has a say in. */
const own = ['host', 'user-agent', 'connection', 'content-length', 'accept-encoding'];

/** What has to arrive for a step, as `shownArrived` shows what did. */
export function shownStep({ request }: Step) {
  const fill = (template: string, write: (value: string) => string) =>
    renderTemplate(template, {
      text: (plain) => plain,
      variable: (name) => write(values[name] ?? `<${name}>`),
    });
  return {
    method: request.method,
    path: `/api-root${fill(request.path, encodeURIComponent)}`,
    headers: request.headers
      .map(({ name, value }) => `${name.toLowerCase()}: ${fill(value, String).trim()}`)
      .sort(),
    body: shownBody(
      Buffer.concat([...bytesOf(request.body ?? { text: '' })].map((piece) => Buffer.from(piece))),
    ),
  };
}

/** @param added headers of the client's own, besides those that every client has. */
export function shownArrived(
  { method, path, headers, body }: Arrived,
  added: readonly string[] = [],
) {
  return {
    method,
    path,
    headers: headers
      .filter(([name]) => !own.includes(name) && !added.includes(name))
      .map(([name, value]) => `${name}: ${value}`)
      .sort(),
    body: shownBody(body),
  };
}

/** A long body by its length and its ends: a difference of megabytes is nothing to print. */
function shownBody(body: Buffer) {
  if (body.length <= 10_000) return body.toString('latin1');
  return { length: body.length, hash: hashOf(body) };
}

function hashOf(body: Buffer): number {
  return body.reduce((sum, byte) => (sum * 31 + byte) | 0, 7);
}

/** The steps of cases, in the order in which they are sent. */
export function stepsOf(cases: readonly Case[]): Step[] {
  return cases.flatMap(({ steps }) => [...steps]);
}
