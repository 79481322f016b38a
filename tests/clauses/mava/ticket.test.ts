import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, nora } from './create-ticket.ts';

const double = useDouble();

describe('mava: the ticket in the answer', () => {
  clause('mava/response/ticket-id', async () => {
    const client = await double.client('mava');
    const { body } = await createTicket(client, { customerId: nora });
    expect((await client.list('tickets')).map(({ id }) => id)).toEqual([body._id]);
  });

  clause('mava/response/ticket-id-name', async () => {
    const client = await double.client('mava');
    const { body } = await createTicket(client, { customerId: nora });
    expect(body._id).toMatch(/^[0-9a-f]{24}$/);
  });

  clause('mava/response/ticket-id-unique', async () => {
    const client = await double.client('mava');
    await client.clock({ freeze: true });
    const roles = ['primary', 'second-key', 'second-tenant'];
    const answers = await Promise.all(
      roles.flatMap((role) =>
        Array.from({ length: 80 }, () =>
          createTicket(client, { customer: { email: 'a@b.example' } }, role),
        ),
      ),
    );
    expect(new Set(answers.map(({ body }) => body._id)).size).toBe(240);
  });

  clause('mava/response/timestamps', async () => {
    const client = await double.client('mava');
    await client.clock({ freeze: '2031-02-28T23:59:59.987Z' });
    const { body } = await createTicket(client, { customerId: nora });
    expect(body).toMatchObject({
      createdAt: '2031-02-28T23:59:59.987Z',
      updatedAt: '2031-02-28T23:59:59.987Z',
    });
  });

  clause('mava/endpoint/repeats', async () => {
    const client = await double.client('mava');
    const body = { customerId: nora, message: { content: 'Hello again.' } };
    const first = await createTicket(client, body);
    const second = await createTicket(client, body);
    const ids = [first.body._id, second.body._id];
    expect((await client.list('tickets')).map(({ id }) => id)).toEqual(ids);
  });
});
