import type { Response } from 'supertest';
import type { Client } from '../../support/use-double.ts';

export const path = '/v1/support/tickets';

/** A ticket of the primary credential's person, for a brand whose channel takes messages at once. */
export const ticket = {
  brand_id: 'brand_harbor',
  person_id: 'person_harbor_1',
  requester_email: 'ines@harbor.example',
  subject: 'Refill did not arrive',
  body: 'The tracking page has not changed for six days.',
};

export function open(client: Client, body: object, role = 'primary'): Promise<Response> {
  return client.send(role, { path, body });
}
