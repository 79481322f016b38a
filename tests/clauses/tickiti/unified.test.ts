import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { createUnified, freeText, ines, onlyTicket, template, ticketsOf } from './create-ticket.ts';

const double = useDouble();

/** What came of one request to the unified endpoint. */
async function filed(body: object = freeText) {
  const client = await double.client('tickiti');
  expect((await createUnified(client, body)).status).toBe(200);
  return { ticket: await onlyTicket(client), sent: await client.list('notifications') };
}

describe('tickiti: the unified endpoint', () => {
  clause('tickiti/unified/defaults', async () => {
    const { ticket } = await filed();
    expect(ticket.responses).toMatchObject([{ is_public: true, author: 'system' }]);
  });

  clause('tickiti/unified/queue', async () => {
    const data = { ...freeText.data, queue_name: 'Returns' };
    expect((await filed({ ...freeText, data })).ticket.queue).toBe('Returns');
    expect((await filed()).ticket.queue).toBe('Inbox');
  });

  clause('tickiti/unified/ticket', async () => {
    const { ticket } = await filed({ ...freeText, priority: 'High', status: 'Closed' });
    expect(ticket).toMatchObject({ status: 'Open', priority: 'Normal' });
  });

  clause('tickiti/unified/first-response', async () => {
    for (const is_public of [true, false]) {
      const { ticket } = await filed({
        ...freeText,
        is_public,
        use_passed_originator_as_responder: is_public,
      });
      const author = is_public ? ines : 'system';
      expect(ticket.responses).toEqual([{ ...freeText.data, is_public, author }]);
    }
  });

  clause('tickiti/unified/notification', async () => {
    const { ticket, sent } = await filed();
    expect(sent).toMatchObject([
      { type: 'email', to: ines, subject: 'Laces too short', ticket: ticket.id },
    ]);
    expect((await filed({ ...freeText, is_public: false })).sent).toEqual([]);
  });

  clause('tickiti/unified/no-templates', async () => {
    const data = { ...template.data, subject: '{{product}}', content: '{{customer_name}}' };
    const { ticket } = await filed({ originator_email_address: ines, data });
    expect(ticket.responses).toMatchObject([
      { subject: '{{product}}', content: '{{customer_name}}' },
    ]);
  });

  clause('tickiti/unified/id-unique', async () => {
    const client = await double.client('tickiti');
    await client.clock({ freeze: true });
    const roles = ['primary', 'second-tenant'];
    const answers = await Promise.all(
      roles.flatMap((role) =>
        Array.from({ length: 100 }, () => createUnified(client, freeText, { role })),
      ),
    );
    const ids = answers.flatMap(({ body }) => [body.data.ticket_id, body.data.secure_id]);
    expect(new Set(ids).size).toBe(400);
  });

  clause('tickiti/unified/number-sequence', async () => {
    const client = await double.client('tickiti');
    const answers = await Promise.all(
      Array.from({ length: 500 }, () => createUnified(client, freeText)),
    );
    const numbers = answers.map(({ body }) => Number(body.data.ticket_number));
    expect(numbers.sort((one, other) => one - other)).toEqual(
      Array.from({ length: 500 }, (_, index) => 1001 + index),
    );
  });

  it('numbers each tenant by itself, and leaves no gap for refused requests', async () => {
    const client = await double.client('tickiti');
    const numberOf = async (role: string) =>
      (await createUnified(client, freeText, { role })).body.data.ticket_number;
    expect(await numberOf('primary')).toBe(1001);
    expect((await createUnified(client, template)).status).toBe(422);
    expect(await numberOf('second-tenant')).toBe(1);
    expect(await numberOf('second-key')).toBe(1002);
    expect(await ticketsOf(client)).toHaveLength(3);
  });
});
