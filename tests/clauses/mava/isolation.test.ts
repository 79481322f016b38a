import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, nora } from './create-ticket.ts';

const double = useDouble();
const nothing = '0'.repeat(24);

/** Every place of a request that refers to something, and what the other organization has there. */
const references = [
  {
    place: 'customerId',
    foreign: '64c1d2e3f4a5b6c7d8e9f072',
    body: (id: string) => ({ customerId: id }),
  },
  {
    place: 'assignedTo',
    foreign: '645jkl1234567890abcdef71',
    body: (id: string) => ({ customerId: nora, assignedTo: id }),
  },
  {
    place: 'category',
    foreign: '64e3f4a5b6c7d8e9f0a1b271',
    body: (id: string) => ({ customerId: nora, category: id }),
  },
  {
    place: 'tags',
    foreign: '64b0c1d2e3f4a5b6c7d8e971',
    body: (id: string) => ({ customerId: nora, tags: ['64b0c1d2e3f4a5b6c7d8e901', id] }),
  },
  {
    place: 'attributes',
    foreign: '64f4a5b6c7d8e9f0a1b2c371',
    body: (id: string) => ({ customerId: nora, attributes: [{ attribute: id, content: 'x' }] }),
  },
  {
    place: 'customer.attributes',
    foreign: '64f4a5b6c7d8e9f0a1b2c371',
    body: (id: string) => ({
      customer: { email: 'mika@harbor.example', attributes: [{ attribute: id, content: 'x' }] },
    }),
  },
];

/** Everything that the caller sees of the answer, but for the time of day; from a fresh organization, at a fixed time. */
async function answerTo(body: object) {
  const client = await double.client('mava');
  await client.clock({ freeze: '2026-04-15T09:30:00Z' });
  const { status, headers, text } = await createTicket(client, body);
  return { status, text, headers: { ...headers, date: undefined } };
}

describe('mava: tenant isolation', () => {
  clause('mava/references/indistinguishable', async () => {
    for (const { place, foreign, body } of references) {
      const answer = await answerTo(body(foreign));
      expect(answer, place).toEqual(await answerTo(body(nothing)));
      expect(answer.text, place).not.toContain(foreign);
    }
  });

  clause('mava/references/foreign', async () => {
    const byObjectId = references.filter(({ place }) => !place.endsWith('attributes'));
    for (const { place, foreign, body } of byObjectId)
      expect((await answerTo(body(foreign))).status, place).toBe(404);
  });

  clause('mava/references/verified', async () => {
    const client = await double.client('mava');
    const owners = { 'second-tenant': 201, primary: 404 };
    for (const [role, status] of Object.entries(owners)) {
      const answer = await createTicket(client, { customerId: '64c1d2e3f4a5b6c7d8e9f072' }, role);
      expect(answer.status, role).toBe(status);
    }
  });

  it('shows nothing of what the other organization has created', async () => {
    const client = await double.client('mava');
    const customer = { customer: { name: 'Mika Aho', email: 'mika@shared.example' } };
    const first = await createTicket(client, customer);
    const theirs = await createTicket(client, customer, 'second-tenant');
    expect(theirs.body.customer._id).not.toBe(first.body.customer._id);

    const reach = await createTicket(
      client,
      { customerId: first.body.customer._id },
      'second-tenant',
    );
    expect(reach.body.error).toBe('CUSTOMER_NOT_FOUND');
  });
});
