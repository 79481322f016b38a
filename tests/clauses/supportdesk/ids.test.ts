import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { birchTicket, create, createMany, numbersOf, path, ticket } from './tickets.ts';

const double = useDouble();
/** The numbers from 1042, the first of the app, on. */
const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => `INV-${1042 + index}`);

describe('supportdesk: ids and numbers', () => {
  clause('supportdesk/response/ticket-number-sequence', async () => {
    const client = await double.client('supportdesk');
    const ours = await createMany(client, 3);
    const theirs = await createMany(client, 2, { body: birchTicket, role: 'second-tenant' });
    const colleague = await create(client, ticket, 'second-key');
    expect(numbersOf([...ours, colleague])).toEqual(numbers(4));
    expect(numbersOf(theirs)).toEqual(['INV-1', 'INV-2']);
  });

  it('has no gap where requests were refused or failed', async () => {
    const client = await double.client('supportdesk');
    const first = await create(client, ticket);
    await create(client, { ...ticket, subject: '' });
    await create(client, { ...ticket, customerExternalId: 'nobody' });
    await create(client, { ...ticket, tagIds: ['00000000-0000-4000-8000-000000000000'] });
    await client.send(null, { path, body: ticket });
    await client.faults({ store: { at: 'commit', times: 1 } });
    expect((await create(client, ticket)).status).toBe(500);
    const second = await create(client, ticket);
    expect(numbersOf([first, second])).toEqual(numbers(2));
  });

  it('has neither gap nor repeat when requests arrive at once', async () => {
    const client = await double.client('supportdesk');
    const answers = await Promise.all(Array.from({ length: 60 }, () => create(client, ticket)));
    expect(new Set(numbersOf(answers))).toEqual(new Set(numbers(60)));
  });

  it('counts on when a month begins', async () => {
    const client = await double.client('supportdesk');
    await client.clock({ freeze: '2026-04-30T23:59:59Z' });
    const april = await create(client, ticket);
    await client.clock({ advance: 1 });
    const may = await create(client, ticket);
    expect(numbersOf([april, may])).toEqual(numbers(2));
  });

  clause('supportdesk/response/id-unique', async () => {
    const client = await double.client('supportdesk');
    const answers = await Promise.all(Array.from({ length: 50 }, () => create(client, ticket)));
    expect(new Set(answers.map(({ body }) => body.data.id)).size).toBe(answers.length);
  });

  clause('supportdesk/idempotency/none', async () => {
    const client = await double.client('supportdesk');
    const headers = { 'Idempotency-Key': '8b0f3c0e-5d3a-4f0e-9b57-0e6b8f7c2a11' };
    const first = await client.send('primary', { path, headers, body: ticket });
    const again = await client.send('primary', { path, headers, body: ticket });
    expect([first.status, again.status]).toEqual([201, 201]);
    const stored = await client.list('tickets');
    expect(stored.map(({ id }) => id)).toEqual([first.body.data.id, again.body.data.id]);
  });

  clause('supportdesk/response/utc', async () => {
    const client = await double.client('supportdesk');
    await client.clock({ freeze: '2026-04-18T01:30:00+02:00' });
    const { body } = await create(client, ticket);
    const refused = await create(client, {});
    for (const time of [body.data.createdAt, body.timestamp, refused.body.timestamp]) {
      expect(time).toMatch(/Z$/);
      expect(Date.parse(time)).toBe(Date.UTC(2026, 3, 17, 23, 30));
    }
  });
});
