import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import type { Client, Listed } from '../../support/use-double.ts';

/** The world's customer with a record in both help desks, and somebody without one. */
export const ines = 'ines@trailblazers-club.example';
export const marcus = 'marcus@trailblazers-club.example';

const claim = { product: 'Vapor Pro 3', order_reference: 'SP-2412-0490' };

/** A valid body of each payload shape. */
export const freeText = {
  originator_email_address: ines,
  data: { subject: 'Laces too short', content: 'Both laces end before the last eyelet.' },
};
export const template = {
  originator_email_address: ines,
  template_identifier: 'warranty_acknowledgement',
  data: { ...claim, customer_name: 'Ines Marchand' },
};
export const intervention = {
  originator_email_address: ines,
  intervention: 'warranty_claim',
  data: claim,
};

/** Files a ticket, under a new idempotency key unless one is given. */
export function createTicket(
  client: Client,
  body: unknown,
  { key = randomUUID() as string, role = 'primary' } = {},
): Promise<Response> {
  return client.send(role, {
    path: '/api/create_ticket',
    headers: { 'Idempotency-Key': key },
    body,
  });
}

/** Files a ticket at the leaner endpoint. */
export function createUnified(
  client: Client,
  body: unknown,
  { role = 'primary', headers = {} }: { role?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return client.send(role, { path: '/api/tickets/create', headers, body });
}

/** What is written on a ticket, as the admin API shows it. */
export interface Ticket extends Listed {
  readonly queue: string;
  readonly responses: readonly {
    readonly subject: string;
    readonly content: string;
    readonly is_public: boolean;
    readonly author: string;
    readonly template?: string;
  }[];
  readonly tasks: readonly string[];
  readonly originator: { readonly id: string; readonly email: string };
}

export async function ticketsOf(client: Client): Promise<Ticket[]> {
  return (await client.list('tickets')) as Ticket[];
}

/** The one ticket that there is. */
export async function onlyTicket(client: Client): Promise<Ticket> {
  const [ticket, ...others] = await ticketsOf(client);
  if (!ticket || others.length > 0) throw new Error('there is not exactly one ticket');
  return ticket;
}
