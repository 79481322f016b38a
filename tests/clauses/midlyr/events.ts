import type { Response } from 'supertest';
import type { Client } from '../../support/use-double.ts';

export const path = '/api/v1/events';

/** An event that is accepted, without an externalRef. */
export const event = {
  scenario: 'complaint',
  content: { type: 'text', text: 'Two charges for one purchase.' },
};

export function submit(client: Client, body: object, role = 'primary'): Promise<Response> {
  return client.send(role, { path, body });
}

/** The ids of all tickets there are, in the order of their creation. */
export async function ticketIds(client: Client, tenant?: string): Promise<string[]> {
  const tickets = await client.list('tickets', tenant === undefined ? {} : { tenant });
  return tickets.map(({ id }) => id);
}
