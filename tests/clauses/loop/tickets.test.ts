import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { open, ticket } from './support-tickets.ts';

const double = useDouble();

describe('loop: tickets', () => {
  clause('loop/endpoint/creates-ticket', async () => {
    const client = await double.client('loop');
    const attachment = { filename: 'tracking.txt', content_base64: 'TGFzdA==' };
    const { body } = await open(client, { ...ticket, requester_name: 'Ines Moreau', attachment });
    const [stored, ...more] = await client.list('tickets');
    expect(more).toEqual([]);
    expect(stored).toMatchObject({
      ...ticket,
      requester_name: 'Ines Moreau',
      attachment,
      id: body.ticket_id,
      message_id: body.message_id,
      tenant: 'platform-harbor',
    });
  });

  clause('loop/idempotency/none', async () => {
    const client = await double.client('loop');
    const headers = { 'Idempotency-Key': '8b0f3c0e-5d3a-4f0e-9b57-0e6b8f7c2a11' };
    const send = () =>
      client.send('primary', { path: '/v1/support/tickets', headers, body: ticket });
    const first = await send();
    const again = await send();
    expect([first.status, again.status]).toEqual([201, 201]);
    const stored = await client.list('tickets');
    expect(stored.map(({ id }) => id)).toEqual([first.body.ticket_id, again.body.ticket_id]);
  });

  clause('loop/response/ticket-id-unique', async () => {
    const client = await double.client('loop');
    const answers = await Promise.all(Array.from({ length: 50 }, () => open(client, ticket)));
    expect(new Set(answers.map(({ body }) => body.ticket_id)).size).toBe(answers.length);
  });

  clause('loop/response/message-id-unique', async () => {
    const client = await double.client('loop');
    const answers = await Promise.all(Array.from({ length: 50 }, () => open(client, ticket)));
    expect(new Set(answers.map(({ body }) => body.message_id)).size).toBe(answers.length);
  });

  clause('loop/body/extra-fields', async () => {
    const client = await double.client('loop');
    const others = { id: 'tkt_mine', ticket_id: 'tkt_mine', tenant: 'platform-juniper', views: [] };
    const { status, body } = await open(client, { ...ticket, ...others, status: 'requested' });
    expect(status).toBe(201);
    expect(body.status).toBe('sent');
    const [stored] = await client.list('tickets', { view: 'open' });
    expect(stored).toMatchObject({ ...ticket, id: body.ticket_id, tenant: 'platform-harbor' });
    expect(stored).not.toHaveProperty('ticket_id');
  });
});
