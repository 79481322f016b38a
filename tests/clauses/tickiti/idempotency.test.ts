import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { stateOf } from '../../support/state-of.ts';
import { useDouble } from '../../support/use-double.ts';
import { createTicket, freeText, intervention, template, ticketsOf } from './create-ticket.ts';

const double = useDouble();
const key = '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e64';

describe('tickiti: idempotency', () => {
  clause('tickiti/idempotency/replay', async () => {
    for (const body of [freeText, template, intervention]) {
      const client = await double.client('tickiti');
      const first = await createTicket(client, body, { key });
      const state = await stateOf(client);
      await client.clock({ advance: 3600 });
      const second = await createTicket(client, body, { key });

      expect([second.status, second.text]).toEqual([first.status, first.text]);
      expect(await stateOf(client)).toEqual(state);
      const outcomes = (await client.journal()).map(({ outcome }) => outcome);
      expect(outcomes).toEqual(['accepted', 'replayed']);
    }
  });

  clause('tickiti/idempotency/conflict', async () => {
    const client = await double.client('tickiti');
    const body = { ...freeText, uid: 'case-1' };
    await createTicket(client, body, { key });
    const state = await stateOf(client);
    const others = [
      { ...body, uid: 'case-2' },
      { ...body, is_public: true },
      { ...body, data: { ...body.data, content: `${body.data.content} ` } },
      { ...body, data: { ...body.data, queue_name: 'Inbox' } },
      freeText,
      template,
    ];
    for (const other of others) {
      const answer = await createTicket(client, other, { key });
      expect([answer.status, answer.body]).toEqual([
        409,
        { ok: false, error: { code: 'idempotency_key_conflict', message: expect.any(String) } },
      ]);
    }
    expect(await stateOf(client)).toEqual(state);
  });

  it('still replays the first answer after a conflict', async () => {
    const client = await double.client('tickiti');
    const first = await createTicket(client, freeText, { key });
    await createTicket(client, template, { key });
    const again = await createTicket(client, freeText, { key });
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(await ticketsOf(client)).toHaveLength(1);
  });

  clause('tickiti/idempotency/no-duplicate', async () => {
    const client = await double.client('tickiti');
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => createTicket(client, template, { key })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);

    const { tickets, notifications } = await stateOf(client);
    expect([tickets.length, notifications.length]).toEqual([1, 1]);
    const outcomes = (await client.journal()).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['accepted', ...Array(199).fill('replayed')]);
  });

  it('lets one of several payloads win that arrive at once under one key', async () => {
    const client = await double.client('tickiti');
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        createTicket(client, { ...freeText, uid: `case-${index}` }, { key }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(39).fill(409)]);
    expect(await ticketsOf(client)).toHaveLength(1);
  });
});
