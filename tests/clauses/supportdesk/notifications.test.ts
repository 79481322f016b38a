import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { create, createMany, ticket } from './tickets.ts';

const double = useDouble();

async function notified(client: Client, type: string) {
  const all = await client.list('notifications');
  return all.filter((notification) => notification.type === type);
}

describe('supportdesk: notifications', () => {
  clause('supportdesk/notification/email', async () => {
    const client = await double.client('supportdesk');
    const answers = await createMany(client, 3);
    const expected = answers.map(({ body: { data } }) => ({
      tenant: 'app-acme',
      to: data.assignedAgent.email,
      ticket: data.id,
      ticketNumber: data.ticketNumber,
    }));
    expect(await notified(client, 'email')).toMatchObject(expected);
  });

  clause('supportdesk/notification/dashboard', async () => {
    const client = await double.client('supportdesk');
    const answers = await createMany(client, 3);
    const expected = answers.map(({ body: { data } }) => ({
      tenant: 'app-acme',
      agent: data.assignedAgent.id,
      ticket: data.id,
    }));
    expect(await notified(client, 'dashboard')).toMatchObject(expected);
  });

  it('go to nobody when no agent is available', async () => {
    const client = await double.client('supportdesk');
    const { status } = await create(
      client,
      { ...ticket, customerExternalId: 'dune_1' },
      'no-agents',
    );
    expect(status).toBe(201);
    expect(await client.list('notifications')).toEqual([]);
  });
});
