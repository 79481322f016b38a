import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { createTicket, ines, onlyTicket, template, ticketsOf } from './create-ticket.ts';

const double = useDouble();
const mebibyte = 1024 * 1024;

/** A late delivery of so many items; each is printed with the one name that surrounds them all. */
function deliver(client: Client, count: number, name: string) {
  const items = Array.from({ length: count }, (_, index) => ({ quantity: index % 10 }));
  const data = { order_reference: 'SP-1', name, items };
  return createTicket(client, {
    originator_email_address: ines,
    template_identifier: 'delivery_exception',
    data,
  });
}

describe('tickiti: templates', () => {
  clause('tickiti/template/rendered', async () => {
    const client = await double.client('tickiti');
    await createTicket(client, template);
    const { responses } = await onlyTicket(client);
    expect(responses).toMatchObject([
      {
        template: 'warranty_acknowledgement',
        subject: 'Your claim for Vapor Pro 3',
        content:
          'Dear Ines Marchand, we have your claim for Vapor Pro 3 of order SP-2412-0490 and will look into it.',
      },
    ]);
  });

  clause('tickiti/template/unbound-value', async () => {
    const client = await double.client('tickiti');
    expect((await deliver(client, 2, 'Laces')).status).toBe(200);
    const { responses } = await onlyTicket(client);
    expect(responses[0]?.content).toBe(
      'Order SP-1 is delayed. 0 of Laces will follow. 1 of Laces will follow.',
    );
  });

  clause('tickiti/template/rendered-size', async () => {
    const client = await double.client('tickiti');
    for (const length of [100, 1000, 100_000]) {
      const { status, body } = await deliver(client, 60_000, 'x'.repeat(length));
      expect([status, body.error?.code]).toEqual([422, 'validation_failed']);
    }
    expect(await ticketsOf(client)).toEqual([]);

    expect((await deliver(client, 1, 'x'.repeat(mebibyte / 2))).status).toBe(200);
    expect((await deliver(client, 10_000, 'Laces')).status).toBe(200);
  });
});
