import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { create, path, ticket } from './tickets.ts';

const double = useDouble();

describe('supportdesk: what a ticket keeps', () => {
  clause('supportdesk/endpoint/creates-ticket', async () => {
    const client = await double.client('supportdesk');
    const { body } = await create(client, { ...ticket, priority: 'URGENT', category: 'orders' });
    const [stored, ...more] = await client.list('tickets');
    expect(more).toEqual([]);
    expect(stored).toMatchObject({
      ...body.data,
      tenant: 'app-acme',
      description: ticket.description,
      category: 'orders',
    });
  });

  clause('supportdesk/description/kept', async () => {
    const client = await double.client('supportdesk');
    const descriptions = [
      '# Title\n\n| a | b |\n|---|---|\n\n**bold** [link](https://example.com)',
      '<script>alert(1)</script> &amp; <b>x</b>',
      ' \r\n\ttrailing \u00a0\u0000\u{1f4e6}\ud800 ',
    ];
    for (const description of descriptions) await create(client, { ...ticket, description });
    const stored = await client.list('tickets');
    expect(stored.map(({ description }) => description)).toEqual(descriptions);
  });

  clause('supportdesk/metadata/kept', async () => {
    const client = await double.client('supportdesk');
    const metadata =
      '{"orderId":"12345","amount":99.9,"big":1e21,"no":null,"list":[1,"1",[true,{}]],' +
      '"a.b":{"c":[]},"":0,"__proto__":{"x":1},"constructor":"y"}';
    const body = JSON.stringify(ticket).replace(/}$/, `,"metadata":${metadata}}`);
    const { status } = await client.send('primary', { path, body });
    expect(status).toBe(201);
    const [stored] = await client.list('tickets');
    expect(JSON.stringify(stored?.metadata)).toBe(JSON.stringify(JSON.parse(metadata)));
  });

  clause('supportdesk/tag-ids/attached', async () => {
    const client = await double.client('supportdesk');
    const tagIds = ['c4a8e7d0-61f2-4b39-8e0c-7f5b2d1a9c33', '7b1e3a52-9c0d-4f6e-8a21-5d3c9e0f4b11'];
    await create(client, { ...ticket, tagIds });
    const [stored] = await client.list('tickets');
    expect(stored?.tagIds).toEqual(tagIds);
  });

  clause('supportdesk/priority/default', async () => {
    const client = await double.client('supportdesk');
    const { body } = await create(client, ticket);
    const [stored] = await client.list('tickets');
    expect([body.data.priority, stored?.priority]).toEqual(['MEDIUM', 'MEDIUM']);
  });

  clause('supportdesk/channel/not-settable', async () => {
    const client = await double.client('supportdesk');
    const { body } = await create(client, { ...ticket, channel: 'EMAIL' });
    const [stored] = await client.list('tickets');
    expect([body.data.channel, stored?.channel]).toEqual(['API', 'API']);
  });

  clause('supportdesk/body/extra-fields', async () => {
    const client = await double.client('supportdesk');
    const others = { id: 'mine', tenant: 'app-birch', status: 'CLOSED', views: [] };
    const { status, body } = await create(client, { ...ticket, ...others });
    expect(status).toBe(201);
    const [stored] = await client.list('tickets', { view: 'open' });
    expect(stored).toMatchObject({ id: body.data.id, tenant: 'app-acme', status: 'IN_PROGRESS' });
  });
});
