import { describe, expect, it } from 'vitest';
import { providers } from '../../specs/contract/providers.ts';
import { callAdmin } from '../support/admin.ts';
import { fileTicket } from '../support/file-ticket.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble();

describe.each(providers)('what the admin API knows of %s', (provider) => {
  it('has the base URL and the credentials by which it is reached', async () => {
    const { body: target } = await callAdmin(
      double.address,
      'GET /targets/{provider}',
      {},
      { provider },
    );
    expect(target).toMatchObject({
      provider,
      sandbox: 'default',
      baseUrl: `${double.address}/${provider}`,
    });
    const { primary } = target.credentials;
    expect(primary.value.endsWith(primary.token)).toBe(true);
    expect(target.tenants.map(({ id }: { id: string }) => id)).toContain(primary.tenant);
  });

  it('has each ticket, in the order of their creation', async () => {
    const client = await double.client(provider);
    for (let index = 0; index < 3; index += 1) await fileTicket(client, provider);
    const tickets = await client.list('tickets');
    const times = tickets.map(({ createdAt }) => String(createdAt));
    expect(tickets.length).toBeGreaterThan(0);
    expect(times).toEqual(times.toSorted());
  });

  it('has the tickets of the asked tenant only', async () => {
    const client = await double.client(provider);
    await fileTicket(client, provider);
    const { tenant = '' } = client.target.credentials.primary ?? {};
    const other = client.target.credentials['second-tenant']?.tenant ?? '';
    expect(await client.list('tickets', { tenant })).toHaveLength(1);
    expect(await client.list('tickets', { tenant: other })).toEqual([]);
    expect(await client.list('tickets', { tenant: 'nobody' })).toEqual([]);
  });

  it('has the customers of its world', async () => {
    const client = await double.client(provider);
    const known = client.target.tenants.flatMap(({ entities }) => entities.customer ?? []);
    const listed = await client.list('customers');
    expect(listed.map(({ tenant: _tenant, ...customer }) => customer)).toEqual(known);
  });

  it('has no notification before anything happened', async () => {
    expect(await (await double.client(provider)).list('notifications')).toEqual([]);
  });
});

describe('a list of the admin API', () => {
  it('comes page by page', async () => {
    const client = await double.client('loop');
    for (let index = 0; index < 5; index += 1) await fileTicket(client, 'loop');
    const all = (await client.list('tickets')).map(({ id }) => id);
    const page = async (offset: string) =>
      (await client.list('tickets', { limit: '2', offset })).map(({ id }) => id);
    expect([await page('0'), await page('2'), await page('4'), await page('6')]).toEqual([
      all.slice(0, 2),
      all.slice(2, 4),
      all.slice(4),
      [],
    ]);
  });

  it('fills its pages with what the view shows', async () => {
    const client = await double.client('mava');
    const send = (body: object) =>
      client.send('primary', {
        path: '/api/ticket',
        body: { customerId: '64c1d2e3f4a5b6c7d8e9f001', ...body },
      });
    await send({});
    const open = await send({ message: { content: 'Where is it?' } });
    expect(open.status).toBe(201);
    expect(await client.list('tickets', { view: 'global' })).toHaveLength(2);
    const first = await client.list('tickets', { view: 'open', limit: '1' });
    expect(first.map(({ id }) => id)).toEqual([open.body._id]);
  });
});
