import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { createTicket, createUnified, freeText, template, ticketsOf } from './create-ticket.ts';

const double = useDouble();
const key = '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e64';
const day = 86_400;

/** Files a ticket under the key; answers with the status and how many tickets there are then. */
async function use(client: Client, body: unknown, role?: string): Promise<[number, number]> {
  const { status } = await createTicket(client, body, { key, ...(role && { role }) });
  return [status, (await ticketsOf(client)).length];
}

describe('tickiti: idempotency keys', () => {
  clause('tickiti/idempotency/exact-match', async () => {
    const client = await double.client('tickiti');
    await createTicket(client, freeText, { key });
    const other = await createTicket(client, template, { key: key.toUpperCase() });
    expect(other.status).toBe(200);
    expect(await ticketsOf(client)).toHaveLength(2);
  });

  clause('tickiti/idempotency/tenant-scope', async () => {
    const client = await double.client('tickiti');
    expect(await use(client, freeText)).toEqual([200, 1]);
    expect(await use(client, freeText, 'second-key')).toEqual([200, 1]);
    expect(await use(client, { ...freeText, uid: 'other' }, 'second-key')).toEqual([409, 1]);
    expect(await use(client, { ...freeText, uid: 'other' }, 'second-tenant')).toEqual([200, 2]);
  });

  clause('tickiti/idempotency/expiry', async () => {
    const client = await double.client('tickiti');
    await client.clock({ freeze: true });
    expect(await use(client, freeText)).toEqual([200, 1]);
    await client.clock({ advance: day - 0.001 });
    expect(await use(client, freeText)).toEqual([200, 1]);
    expect(await use(client, template)).toEqual([409, 1]);
    await client.clock({ advance: 0.001 });
    expect(await use(client, template)).toEqual([200, 2]);
  });

  it('counts the 24 hours anew when a key is used anew', async () => {
    const client = await double.client('tickiti');
    await client.clock({ freeze: true });
    await use(client, freeText);
    await client.clock({ advance: day });
    expect(await use(client, freeText)).toEqual([200, 2]);
    await client.clock({ advance: day - 0.001 });
    expect(await use(client, freeText)).toEqual([200, 2]);
  });

  clause('tickiti/idempotency/refused-leaves-key-free', async () => {
    const client = await double.client('tickiti');
    const refused: [body: unknown, status: number, role?: string][] = [
      [freeText, 403, 'lacking-ability'],
      ['{"originator_email_address":', 422],
      [{ ...freeText, template_identifier: 'warranty_acknowledgement' }, 422],
      [{ ...freeText, originator_email_address: 'nobody' }, 422],
      [{ ...freeText, data: { ...freeText.data, queue_name: 'Nowhere' } }, 422],
      [{ ...template, template_identifier: 'nothing' }, 422],
      [{ ...template, data: {} }, 422],
    ];
    for (const [body, status, role] of refused)
      expect(await use(client, body, role)).toEqual([status, 0]);
    expect(await use(client, freeText)).toEqual([200, 1]);
  });

  clause('tickiti/unified/no-idempotency', async () => {
    const client = await double.client('tickiti');
    const headers = { 'Idempotency-Key': key };
    const first = await createUnified(client, freeText, { headers });
    const second = await createUnified(client, freeText, { headers });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body.data.ticket_number).toBe(first.body.data.ticket_number + 1);
    expect(
      (await createUnified(client, freeText, { headers: { 'Idempotency-Key': 'x' } })).status,
    ).toBe(200);
    expect(await use(client, template)).toEqual([200, 4]);
  });
});
