import http, { type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Case } from '../../conformance/generate/case.ts';
import { sendCases } from '../../conformance/index.ts';
import type { CaseResult, SendCasesOptions, SendSummary } from '../../conformance/send/result.ts';
import type { Target } from '../../conformance/target/target.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { streamOf } from './sample-cases.ts';

export const secret = 'Bearer secret-token-1';

/** A target of midlyr at a URL; a credential, and all that is permitted. */
export function targetAt(baseUrl: string, own: Partial<Target> = {}): Target {
  return {
    provider: 'midlyr',
    baseUrl,
    credentials: { primary: { tenant: 'team', header: 'authorization', value: secret } },
    tenants: [{ id: 'team', settings: {}, entities: {} }],
    may: { exhaustRateLimit: true, useUpQuota: false, createTickets: 1_000_000 },
    ...own,
  };
}

export interface Server {
  readonly url: string;
  /** Ends it, and every connection to it. */
  close(): void;
}

/** A server that is gone when the test is done. */
export async function serverOf(listener: RequestListener): Promise<Server> {
  const server = http.createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** Answers every request in the same way, once it is there. */
export function saying(status: number, body: unknown, headers: Record<string, string> = {}) {
  return ((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    });
  }) satisfies RequestListener;
}

export const created = saying(201, { ticketId: 't', created: true });

/** What sending came to, and the result of each case. */
export interface Sent {
  readonly summary: SendSummary;
  readonly results: readonly CaseResult[];
}

/** Sends midlyr's cases to a target. */
export async function sendTo(
  target: Target,
  cases: Iterable<Case>,
  options: SendCasesOptions = {},
): Promise<Sent> {
  const results: CaseResult[] = [];
  const summary = await sendCases(loadProvider('midlyr'), target, streamOf(cases), {
    timeout: 300,
    ...options,
    onEvent: (event) => {
      if (event.type === 'result') results.push(event.result);
      options.onEvent?.(event);
    },
  });
  return { summary, results };
}
