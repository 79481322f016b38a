import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { event, submit, ticketIds } from './events.ts';

const double = useDouble();

describe('midlyr: tickets', () => {
  clause('midlyr/endpoint/creates-ticket', async () => {
    const client = await double.client('midlyr');
    const { body } = await submit(client, { ...event, externalRef: 'case-1' });
    const [ticket, ...more] = await client.list('tickets');
    expect(more).toEqual([]);
    expect(ticket).toMatchObject({
      ...event,
      externalRef: 'case-1',
      id: body.ticketId,
      tenant: 'team-harbor',
    });
  });

  it('keeps structured content as it was sent', async () => {
    const client = await double.client('midlyr');
    const content = { type: 'json', json: { amount: 99.9, lines: [1, { paid: null }], '': 'x' } };
    await submit(client, { scenario: 'dispute', content });
    const [ticket] = await client.list('tickets');
    expect(ticket?.content).toEqual(content);
  });

  clause('midlyr/response/ticket-id', async () => {
    const client = await double.client('midlyr');
    const keyed = { ...event, externalRef: 'case-1' };
    const created = await submit(client, keyed);
    const matched = await submit(client, keyed);
    const [id] = await ticketIds(client);
    expect(id).toEqual(expect.any(String));
    expect(created.body.ticketId).toBe(id);
    expect(matched.body.ticketId).toBe(id);
  });

  clause('midlyr/response/ticket-id-unique', async () => {
    const client = await double.client('midlyr');
    const answers = await Promise.all(Array.from({ length: 50 }, () => submit(client, event)));
    expect(new Set(answers.map(({ body }) => body.ticketId)).size).toBe(answers.length);
  });

  clause('midlyr/response/external-ref-echo', async () => {
    const client = await double.client('midlyr');
    for (const externalRef of ['x'.repeat(128), '\u{1f4e6}'.repeat(128), '"\\/\u2028 a\u0308']) {
      const created = await submit(client, { ...event, externalRef });
      const replayed = await submit(client, { ...event, externalRef });
      expect([created.body.externalRef, replayed.body.externalRef]).toEqual([
        externalRef,
        externalRef,
      ]);
    }
  });

  clause('midlyr/body/extra-fields', async () => {
    const client = await double.client('midlyr');
    const others = { id: 'tkt_mine', ticketId: 'tkt_mine', tenant: 'team-juniper', views: [] };
    const { status, body } = await submit(client, { ...event, ...others });
    expect(status).toBe(201);
    expect(body.ticketId).not.toBe('tkt_mine');
    const [ticket] = await client.list('tickets', { view: 'open' });
    expect(ticket).toMatchObject({ ...event, id: body.ticketId, tenant: 'team-harbor' });
    expect(ticket).not.toHaveProperty('ticketId');
  });
});
