import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { event, submit, ticketIds } from './events.ts';

const double = useDouble();
const keyed = { ...event, externalRef: 'case-1' };

describe('midlyr: idempotency', () => {
  clause('midlyr/idempotency/replay', async () => {
    const client = await double.client('midlyr');
    const first = await submit(client, keyed);
    const second = await submit(client, keyed);
    const third = await submit(client, keyed);
    expect(second.body.ticketId).toBe(first.body.ticketId);
    expect(third.body.ticketId).toBe(first.body.ticketId);
  });

  clause('midlyr/idempotency/created-false', async () => {
    const client = await double.client('midlyr');
    const first = await submit(client, keyed);
    const replay = await submit(client, keyed);
    expect(first.body.created).toBe(true);
    expect(replay.body).toEqual({ ...first.body, created: false });
  });

  clause('midlyr/idempotency/no-duplicate', async () => {
    const client = await double.client('midlyr');
    const { body } = await submit(client, keyed);
    await submit(client, keyed);
    await submit(client, keyed);
    expect(await ticketIds(client)).toEqual([body.ticketId]);
  });

  clause('midlyr/idempotency/concurrent', async () => {
    const client = await double.client('midlyr');
    const answers = await Promise.all(Array.from({ length: 50 }, () => submit(client, keyed)));
    const created = answers.filter(({ body }) => body.created === true);
    expect(created).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.ticketId))).toEqual(
      new Set([created[0]?.body.ticketId]),
    );
    expect(await ticketIds(client)).toEqual([created[0]?.body.ticketId]);
  });

  clause('midlyr/idempotency/without-key', async () => {
    const client = await double.client('midlyr');
    const first = await submit(client, event);
    const second = await submit(client, event);
    expect([first.body.created, second.body.created]).toEqual([true, true]);
    expect(await ticketIds(client)).toEqual([first.body.ticketId, second.body.ticketId]);
    expect(first.body.ticketId).not.toBe(second.body.ticketId);
  });

  clause('midlyr/idempotency/replay-status', async () => {
    const client = await double.client('midlyr');
    const first = await submit(client, keyed);
    const replay = await submit(client, keyed);
    expect([first.status, replay.status]).toEqual([201, 201]);
  });

  clause('midlyr/idempotency/other-payload', async () => {
    const client = await double.client('midlyr');
    const first = await submit(client, keyed);
    const other = await submit(client, {
      scenario: 'dispute',
      content: { type: 'json', json: { channel: 'email' } },
      externalRef: keyed.externalRef,
    });
    expect(other.status).toBe(201);
    expect(other.body).toEqual({ ...first.body, created: false });
    const [ticket, ...more] = await client.list('tickets');
    expect(ticket).toMatchObject(event);
    expect(more).toEqual([]);
  });

  clause('midlyr/idempotency/no-expiry', async () => {
    const client = await double.client('midlyr');
    const tenYears = 10 * 365 * 24 * 60 * 60;
    const first = await submit(client, keyed);
    await client.clock({ advance: tenYears });
    const later = await submit(client, keyed);
    expect(later.body).toEqual({ ...first.body, created: false });
  });
});
