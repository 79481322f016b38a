import { describe, expect, it } from 'vitest';
import { providers } from '../../specs/contract/providers.ts';
import { assertRefused, callAdmin } from '../support/admin.ts';
import { fileTicket } from '../support/file-ticket.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble();
const admin = (...call: Parameters<typeof callAdmin> extends [string, ...infer R] ? R : never) =>
  callAdmin(double.address, ...call);

describe('a sandbox', () => {
  it('has a target for each provider, with credentials that no other sandbox has', async () => {
    const { body: one } = await admin('POST /sandboxes');
    const { body: two } = await admin('POST /sandboxes');
    for (const provider of providers) {
      const { primary } = one.targets[provider].credentials;
      expect(primary.token).toMatch(new RegExp(`_${one.id}$`));
      expect(primary.token).not.toBe(two.targets[provider].credentials.primary.token);
    }
  });

  it('is listed from its making to its end', async () => {
    const { body: sandbox } = await admin('POST /sandboxes');
    expect((await admin('GET /sandboxes')).body).toContain(sandbox.id);
    expect((await admin('DELETE /sandboxes/{id}', {}, sandbox)).status).toBe(204);
    expect((await admin('GET /sandboxes')).body).not.toContain(sandbox.id);
    assertRefused(await admin('DELETE /sandboxes/{id}', {}, sandbox), 404);
  });

  it('takes its credentials with it', async () => {
    const client = await double.client('loop');
    await admin('DELETE /sandboxes/{id}', {}, { id: client.target.sandbox });
    expect((await fileTicket(client, 'loop')).status).toBe(401);
  });

  it('cannot be removed if it is the default one', async () => {
    assertRefused(await admin('DELETE /sandboxes/{id}', {}, { id: 'default' }), 409);
    expect((await admin('GET /sandboxes')).body).toContain('default');
  });

  it.each(providers)('meets no ticket of another: %s', async (provider) => {
    const one = await double.client(provider);
    const other = await double.client(provider);
    await fileTicket(one, provider);
    expect(await one.list('tickets')).toHaveLength(1);
    expect(await other.list('tickets')).toEqual([]);
    expect(await other.journal()).toEqual([]);
    const { body } = await admin('GET /tickets', { query: { provider } });
    expect(body).toEqual([]);
  });

  it('has keys, numbers and limits of its own', async () => {
    const one = await double.client('tickiti');
    const other = await double.client('tickiti');
    const send = (client: typeof one) =>
      client.send('primary', {
        path: '/api/tickets/create',
        body: {
          originator_email_address: 'marcus@trailblazers-club.example',
          data: { subject: 'a', content: 'b' },
        },
      });
    const numbers = [await send(one), await send(one), await send(other)];
    expect(numbers.map(({ body }) => body.data.ticket_number)).toEqual([1001, 1002, 1001]);
  });

  it('has a clock and faults of its own', async () => {
    const one = await double.client('loop');
    const other = await double.client('loop');
    await one.clock({ freeze: '2030-01-01T00:00:00Z' as unknown as true });
    await one.faults({ store: { at: 'commit' } });
    const clockOf = async ({ target: { sandbox } }: typeof one) =>
      (await admin('GET /clock', { query: { sandbox } })).body;
    expect(await clockOf(one)).toEqual({ now: '2030-01-01T00:00:00.000Z', frozen: true });
    expect((await clockOf(other)).frozen).toBe(false);
    expect((await fileTicket(one, 'loop')).status).toBe(500);
    expect((await fileTicket(other, 'loop')).status).toBe(201);
  });

  it('is as on its first day after a reset, with the credentials it had', async () => {
    const client = await double.client('mava');
    const { sandbox } = client.target;
    const customers = await client.list('customers');
    await client.clock({ freeze: true });
    await fileTicket(client, 'mava');
    await client.faults({ latency: 1 });

    const { body } = await admin('POST /reset', { query: { sandbox } });
    expect(body.targets.mava).toEqual(client.target);
    expect(await client.list('tickets')).toEqual([]);
    expect(await client.list('customers')).toEqual(customers);
    expect(await client.journal()).toEqual([]);
    expect((await admin('GET /clock', { query: { sandbox } })).body.frozen).toBe(false);
    expect((await admin('GET /faults', { query: { sandbox } })).body).toEqual({});
    expect((await fileTicket(client, 'mava')).status).toBe(201);
  });

  it('does not notice the reset of another', async () => {
    const one = await double.client('loop');
    await fileTicket(one, 'loop');
    await admin('POST /reset');
    expect(await one.list('tickets')).toHaveLength(1);
  });
});
