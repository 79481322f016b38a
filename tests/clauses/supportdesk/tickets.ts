import type { Response } from 'supertest';
import type { Client } from '../../support/use-double.ts';

export const path = '/api/v1/tickets/api-create';

/** A ticket for a customer of the app of "primary" and "second-key". */
export const ticket = {
  customerExternalId: 'user_42',
  subject: 'Order is stuck',
  description: 'No step of the order has moved since Monday.',
};

/** The same for a customer of the app of "second-tenant". */
export const birchTicket = { ...ticket, customerExternalId: 'birch_1' };

export function create(client: Client, body: object, role = 'primary'): Promise<Response> {
  return client.send(role, { path, body });
}

/** Creates so many tickets, one after the other. */
export async function createMany(
  client: Client,
  count: number,
  { body = ticket, role = 'primary' } = {},
): Promise<Response[]> {
  const answers: Response[] = [];
  for (let sent = 0; sent < count; sent += 1) answers.push(await create(client, body, role));
  return answers;
}

export const numbersOf = (answers: readonly Response[]) =>
  answers.map(({ body }) => body.data.ticketNumber);

export const agentsOf = (answers: readonly Response[]) =>
  answers.map(({ body }) => body.data.assignedAgent?.id ?? null);

export const statusesOf = (answers: readonly Response[]) => answers.map(({ status }) => status);
