import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { added } from '../../support/state-of.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, createUnified, freeText, ines, marcus, ticketsOf } from './create-ticket.ts';

const double = useDouble();
const from = (email: string) => ({ ...freeText, originator_email_address: email });

describe('tickiti: user record of the originator', () => {
  clause('tickiti/customer/created', async () => {
    const client = await double.client('tickiti');
    const before = await client.list('customers');
    await createTicket(client, from(marcus));
    const created = added(before, await client.list('customers'));
    expect(created).toEqual([{ id: expect.any(String), tenant: 'sole-provider', email: marcus }]);
    const [ticket] = await ticketsOf(client);
    expect(ticket?.originator.id).toBe(created[0]?.id);
  });

  clause('tickiti/customer/found', async () => {
    const client = await double.client('tickiti');
    const before = await client.list('customers');
    await createTicket(client, from(ines));
    await createTicket(client, from(ines), { role: 'second-tenant' });
    expect(await client.list('customers')).toEqual(before);

    const owners = (await ticketsOf(client)).map(({ originator }) => originator.id);
    expect(owners).toEqual([
      '5d0c7a1e-83b4-4f29-a6d1-0e9b2c4f7a11',
      'c2f81d46-5b9e-4a07-8d3c-6e1f0a9b5c33',
    ]);
  });

  clause('tickiti/customer/ignore-case', async () => {
    const client = await double.client('tickiti');
    await createTicket(client, from(marcus));
    const before = await client.list('customers');
    for (const email of [marcus.toUpperCase(), 'tomas.lind@ALPINE-runners.example'])
      expect((await createTicket(client, from(email))).status).toBe(200);
    expect(await client.list('customers')).toEqual(before);
  });

  clause('tickiti/customer/untouched', async () => {
    const client = await double.client('tickiti');
    const before = await client.list('customers');
    const asked = { ...from(ines.toUpperCase()), data: { ...freeText.data, name: 'Someone Else' } };
    await createTicket(client, asked);
    await createUnified(client, asked);
    expect(await client.list('customers')).toEqual(before);
  });

  clause('tickiti/unified/customer', async () => {
    const client = await double.client('tickiti');
    const before = await client.list('customers');
    for (const email of [ines, marcus, marcus]) await createUnified(client, from(email));
    const created = added(before, await client.list('customers'));
    expect(created).toMatchObject([{ email: marcus }]);

    const owners = (await ticketsOf(client)).map(({ originator }) => originator.id);
    expect(owners).toEqual([
      '5d0c7a1e-83b4-4f29-a6d1-0e9b2c4f7a11',
      created[0]?.id,
      created[0]?.id,
    ]);
  });
});
