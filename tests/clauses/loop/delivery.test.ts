import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { open, ticket } from './support-tickets.ts';

const double = useDouble();

describe('loop: brands and delivery', () => {
  clause('loop/delivery/sent', async () => {
    const client = await double.client('loop');
    const { body } = await open(client, { ...ticket, brand_id: 'brand_harbor' });
    expect(body.status).toBe('sent');
    expect(await client.list('tickets')).toMatchObject([{ id: body.ticket_id, status: 'sent' }]);
  });

  clause('loop/delivery/requested', async () => {
    const client = await double.client('loop');
    const { body } = await open(client, { ...ticket, brand_id: 'brand_harbor_queued' });
    expect(body.status).toBe('requested');
    expect(await client.list('tickets')).toMatchObject([
      { id: body.ticket_id, status: 'requested' },
    ]);
  });

  clause('loop/delivery/upstream-error', async () => {
    const client = await double.client('loop');
    const failed = await open(client, { ...ticket, brand_id: 'brand_harbor_down' });
    expect(failed.status).toBe(400);
    expect(failed.body).toEqual({ error: 'upstream_error', message: expect.any(String) });

    const elsewhere = await open(client, ticket);
    expect(elsewhere.status).toBe(201);
  });

  clause('loop/brand-id/foreign', async () => {
    const client = await double.client('loop');
    const unknown = await open(client, { ...ticket, brand_id: 'brand_nowhere' });
    const foreign = await open(client, { ...ticket, brand_id: 'brand_juniper' });
    const its = await open(
      client,
      { ...ticket, brand_id: 'brand_juniper', person_id: 'person_juniper_1' },
      'second-tenant',
    );
    expect(its.status).toBe(201);
    expect(foreign.status).toBe(unknown.status);
    expect(foreign.text).toBe(unknown.text);
    expect({ ...foreign.headers, date: '' }).toEqual({ ...unknown.headers, date: '' });
  });
});
