import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { failEveryStep } from '../../support/fail-every-step.ts';
import { stateOf } from '../../support/state-of.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { createTicket, createUnified, freeText, marcus, template } from './create-ticket.ts';

const double = useDouble();
const key = '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e64';

/** The requests with most to write: their originator has no record yet. */
const file = (client: Client) =>
  createTicket(client, { ...template, originator_email_address: marcus }, { key });
const fileUnified = (client: Client) =>
  createUnified(client, { ...freeText, originator_email_address: marcus });

/** The user record, the number, the ticket with its responses, the notification; and the key, where there is one. */
const endpoints = [
  { send: file, writes: 5 },
  { send: fileUnified, writes: 4 },
];

describe('tickiti: atomicity', () => {
  clause('tickiti/atomicity', async () => {
    for (const { send, writes } of endpoints) {
      const client = await double.client('tickiti');
      const before = await stateOf(client);
      const { failed, accepted } = await failEveryStep(
        client,
        () => send(client),
        async () => expect(await stateOf(client)).toEqual(before),
      );
      expect(failed).toHaveLength(writes + 2);
      expect(accepted.status).toBe(200);

      const { customers, tickets, notifications } = await stateOf(client);
      const lengths = [customers, tickets, notifications].map(({ length }) => length);
      expect(lengths).toEqual([before.customers.length + 1, 1, 1]);
    }
  });

  it('leaves the key of a failed request free, for another payload too', async () => {
    for (const at of ['read', 'commit', { write: 1 }, { write: 5 }] as const) {
      const client = await double.client('tickiti');
      await client.faults({ store: { at, times: 1 } });
      expect((await file(client)).status).toBe(500);
      expect((await createTicket(client, freeText, { key })).status).toBe(200);
    }
  });

  it('leaves no gap in the numbers after a failure', async () => {
    const client = await double.client('tickiti');
    await client.faults({ store: { at: 'commit', times: 3 } });
    for (let count = 0; count < 3; count += 1)
      expect((await createTicket(client, template)).status).toBe(500);
    expect((await createUnified(client, freeText)).body.data.ticket_number).toBe(1001);
  });

  it('creates one ticket when the first of many uses of a key fails', async () => {
    const client = await double.client('tickiti');
    await client.faults({ store: { at: 'commit', times: 1 } });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => createTicket(client, template, { key })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 500]);
    const { tickets, notifications } = await stateOf(client);
    expect([tickets.length, notifications.length]).toEqual([1, 1]);
  });

  clause('tickiti/errors/internal', async () => {
    for (const { send } of endpoints) {
      const client = await double.client('tickiti');
      const { failed } = await failEveryStep(client, () => send(client));
      for (const { status, body, text } of failed) {
        expect([status, body]).toEqual([
          500,
          { ok: false, error: { code: 'internal_error', message: expect.any(String) } },
        ]);
        expect(text).not.toMatch(/simulated|sqlite|stack/i);
      }
    }
  });
});
