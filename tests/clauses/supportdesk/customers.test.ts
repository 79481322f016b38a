import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { create, ticket } from './tickets.ts';

const double = useDouble();
const existing = '7b1e3a52-9c0d-4f6e-8a21-5d3c9e0f4b11';

describe('supportdesk: customers and tags of the app', () => {
  clause('supportdesk/customer/on-behalf', async () => {
    const client = await double.client('supportdesk');
    await create(client, { ...ticket, customerExternalId: 'user_43' });
    const [stored] = await client.list('tickets');
    expect(stored?.customer).toEqual({
      id: 'clxxxxx2',
      externalId: 'user_43',
      email: 'mara@acme.com',
    });
  });

  clause('supportdesk/customer/unknown', async () => {
    const client = await double.client('supportdesk');
    const before = await client.list('customers');
    const { status, body } = await create(client, { ...ticket, customerExternalId: 'nobody' });
    expect([status, body.error.code]).toEqual([404, 'CUSTOMER_NOT_FOUND']);
    expect(await client.list('customers')).toEqual(before);
    expect(await client.list('tickets')).toEqual([]);
  });

  clause('supportdesk/customer/same-bytes', async () => {
    const client = await double.client('supportdesk');
    await client.clock({ freeze: true });
    const unknown = await create(client, { ...ticket, customerExternalId: 'nobody' });
    const foreign = await create(client, { ...ticket, customerExternalId: 'birch_1' });
    expect([unknown.status, foreign.status]).toEqual([404, 404]);
    expect(foreign.text).toBe(unknown.text);
    expect({ ...foreign.headers, date: '' }).toEqual({ ...unknown.headers, date: '' });
  });

  clause('supportdesk/tag-ids/foreign', async () => {
    const client = await double.client('supportdesk');
    await client.clock({ freeze: true });
    const unknown = '00000000-0000-4000-8000-000000000000';
    const foreign = '5e2d9b18-4c7f-4a03-b6d1-9a0e8c3f2d44';
    const toNothing = await create(client, { ...ticket, tagIds: [existing, unknown] });
    const toForeign = await create(client, { ...ticket, tagIds: [existing, foreign] });
    expect(toForeign.status).toBe(400);
    expect(toForeign.text).toBe(toNothing.text);
    expect({ ...toForeign.headers, date: '' }).toEqual({ ...toNothing.headers, date: '' });
  });
});
