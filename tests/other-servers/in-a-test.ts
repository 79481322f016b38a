import { randomUUID } from 'node:crypto';
import { afterEach, expect } from 'vitest';
import * as loop from './loop.ts';
import * as mava from './mava.ts';
import * as midlyr from './midlyr.ts';
import type { OtherServer, OtherServerModule } from './other-server.ts';
import * as supportdesk from './supportdesk.ts';
import * as tickiti from './tickiti.ts';

export const modules = { midlyr, mava, loop, tickiti, supportdesk } satisfies Record<
  string,
  OtherServerModule
>;

/** A request that is accepted, of every provider. */
const usualRequests: Readonly<Record<keyof typeof modules, () => Sent>> = {
  midlyr: () => ({
    path: '/api/v1/events',
    body: { scenario: 'complaint', content: { type: 'text', text: 'Charged twice.' } },
  }),
  mava: () => ({ path: '/api/ticket', body: { customerId: '5fa0b1c2d3e4f5a6b7c8d910' } }),
  loop: () => ({
    path: '/v1/support/tickets',
    body: {
      brand_id: 'b-apple',
      person_id: 'human-17',
      requester_email: 'pat@orchard.example',
      subject: 'Refill',
      body: 'When is it here?',
    },
  }),
  tickiti: () => ({
    path: '/api/create_ticket',
    headers: { 'Idempotency-Key': randomUUID() },
    body: {
      originator_email_address: 'kim@orchard.example',
      data: { subject: 'Torn seam', content: 'The seam came apart.' },
    },
  }),
  supportdesk: () => ({
    path: '/api/v1/tickets/api-create',
    body: {
      customerExternalId: 'orchard-user-1',
      subject: 'Order stuck',
      description: '**Still** packing.',
    },
  }),
};

export interface Sent {
  /** Whose credential is sent; null for none. */
  readonly role?: string | null;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a string. */
  readonly body?: unknown;
}

export interface Got {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: each server has its own shapes
  readonly body: any;
}

/** Fields that are set, or left out by `undefined`. */
export type Change = Readonly<Record<string, unknown>>;
export type Refused = readonly [name: string, change: Change, status: number, code: string];

const open: OtherServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A server that is closed after the test, and a way to send it the provider's usual request, changed. */
export async function serve(provider: keyof typeof modules, variant: string) {
  const server = await modules[provider].start(variant);
  open.push(server);
  return {
    server,
    send: (sent: Sent = {}) => send(server, { ...usualRequests[provider](), ...sent }),
  };
}

async function send(server: OtherServer, sent: Sent): Promise<Got> {
  const { role = 'primary', method = 'POST', body, headers } = sent;
  const credential = role === null ? undefined : server.credentials[role];
  const answer = await fetch(`${server.baseUrl}${sent.path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(credential && { [credential.header]: credential.value }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: text === '' ? undefined : JSON.parse(text) };
}

/** Expects a refusal with this status and code, wherever its envelope has the code. */
export function expectRefusal({ status, text }: Got, wanted: number, code: string): void {
  expect([status, text]).toEqual([wanted, expect.stringContaining(`"${code}"`)]);
}
