import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { failEveryStep } from '../../support/fail-every-step.ts';
import { added, stateOf } from '../../support/state-of.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, imke, nora } from './create-ticket.ts';

const double = useDouble();

/** A request that writes all there is to write. */
const everything = {
  customer: { name: 'Mika Aho', email: 'mika@harbor.example' },
  assignedTo: imke,
  message: { content: 'My withdrawal is pending.' },
};

/** The count of the limit, the customer, the ticket with its message, the notification, the automations. */
const writes = 5;

/** All that can fail: reading, each of the writes, the commit. */
const steps = 1 + writes + 1;

describe('mava: atomicity', () => {
  clause('mava/atomicity/transaction', async () => {
    const client = await double.client('mava');
    const before = await stateOf(client);
    const { body } = await createTicket(client, everything);

    const after = await stateOf(client);
    const [customer] = added(before.customers, after.customers);
    expect(customer).toMatchObject({ id: body.customer._id, email: 'mika@harbor.example' });
    expect(after.tickets).toMatchObject([
      { id: body._id, customer: customer?.id, message: everything.message },
    ]);
    expect(after.notifications).toMatchObject([
      { type: 'in-app', ticket: body._id },
      { type: 'automation', ticket: body._id },
    ]);
  });

  clause('mava/atomicity/rollback', async () => {
    const client = await double.client('mava');
    const before = await stateOf(client);
    const send = () => createTicket(client, everything);
    const { failed, accepted } = await failEveryStep(client, send, async () =>
      expect(await stateOf(client)).toEqual(before),
    );
    expect(failed).toHaveLength(steps);
    expect(accepted.status).toBe(201);
  });

  it('leaves nothing behind when the last of several references is not found', async () => {
    const client = await double.client('mava');
    const before = await stateOf(client);
    const answer = await createTicket(client, { ...everything, tags: ['0'.repeat(24)] });
    expect(answer.body.error).toBe('TAG_NOT_FOUND');
    expect(await stateOf(client)).toEqual(before);
  });

  it('undoes the one request that fails among many at once, and no other', async () => {
    const client = await double.client('mava');
    await client.faults({ store: { at: 'commit', times: 1 } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => createTicket(client, everything)),
    );
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(1);

    const created = answers.flatMap(({ status, body }) => (status === 201 ? [body._id] : []));
    expect(created).toHaveLength(19);
    const { tickets, notifications } = await stateOf(client);
    expect(new Set(tickets.map(({ id }) => id))).toEqual(new Set(created));
    expect(notifications).toHaveLength(19 * 2);
  });

  clause('mava/errors/internal-error', async () => {
    const client = await double.client('mava');
    const { failed } = await failEveryStep(client, () => createTicket(client, everything));
    for (const { status, body } of failed) {
      expect(status).toBe(500);
      expect(body).toEqual({ error: 'INTERNAL_ERROR', message: expect.any(String) });
      expect(body.message).not.toMatch(/simulated|sqlite|stack/i);
    }
  });

  it('answers the listing of agents with INTERNAL_ERROR as well', async () => {
    const client = await double.client('mava');
    await client.faults({ store: { at: 'read' } });
    const { status, body } = await client.send('primary', { method: 'GET', path: '/api/agents' });
    expect([status, body.error]).toEqual([500, 'INTERNAL_ERROR']);
    expect((await createTicket(client, { customerId: nora })).status).toBe(500);
  });
});
