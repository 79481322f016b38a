import http, { type Agent, type IncomingHttpHeaders } from 'node:http';
import type { Provider } from '../../specs/contract/providers.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { asJson } from '../support/post-operations.ts';
import type { Client } from '../support/use-double.ts';

/** What came of a request, however little. */
export interface Came {
  /** 0 when not even a head came. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The text as JSON; undefined when it is none. */
  readonly body: unknown;
  /** Whether all of the answer came that its head promises. */
  readonly isWhole: boolean;
  /** Milliseconds until it was over. */
  readonly took: number;
}

export interface Asking {
  readonly method?: string;
  readonly path?: string;
  readonly role?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A value for JSON, or text; the contract's example by default. */
  readonly body?: unknown;
  /** Whose connections are used; one of its own by default. */
  readonly agent?: Agent;
  /** Ends the client's patience. */
  readonly giveUp?: AbortSignal;
}

/** Makes a ticket, unless something else is asked for, and never throws: trouble is what is looked at. */
export function ask({ target }: Client, asking: Asking = {}): Promise<Came> {
  const post = ticketOperation(target.provider as Provider);
  const { method = 'POST', path = post.operation.path, role = 'primary', agent } = asking;
  const { header = '', value = '' } = target.credentials[role] ?? {};
  const text = method === 'POST' ? textOf(asking.body ?? post.body) : '';
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    [header]: value,
    ...(method === 'POST' && post.headers()),
    ...asking.headers,
  };
  const begun = performance.now();
  return new Promise((resolve) => {
    const request = http.request(target.baseUrl + path, {
      method,
      headers,
      agent: agent ?? false,
      ...(asking.giveUp && { signal: asking.giveUp }),
    });
    let came = { status: 0, headers: {} as IncomingHttpHeaders, text: '', isWhole: false };
    const done = () =>
      resolve({ ...came, body: asJson(came.text), took: performance.now() - begun });
    request.on('error', () => {});
    request.on('close', () => {
      if (came.status === 0) done();
    });
    request.on('response', (answer) => {
      came = { ...came, status: answer.statusCode ?? 0, headers: answer.headers };
      answer.setEncoding('utf8').on('error', () => {});
      answer.on('data', (part: string) => {
        came.text += part;
      });
      answer.on('close', () => {
        came.isWhole = answer.complete;
        done();
      });
    });
    request.end(text);
  });
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Asks so many times, one after the other. */
export async function askOften(client: Client, count: number, asking: Asking = {}) {
  const all: Came[] = [];
  for (let index = 0; index < count; index += 1) all.push(await ask(client, asking));
  return all;
}

/** So many connections to a host, which are kept for the next request, for one block. */
export async function keepingAlive<T>(use: (agent: Agent) => Promise<T>, maxSockets = 1) {
  const agent = new http.Agent({ keepAlive: true, maxSockets });
  try {
    return await use(agent);
  } finally {
    agent.destroy();
  }
}

/** The header that marks trouble, as Node spells it. */
export const mark = 'doublecheck-fault';
