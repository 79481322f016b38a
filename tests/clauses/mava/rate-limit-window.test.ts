import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { createTicket, nora, statusesOf } from './create-ticket.ts';

const double = useDouble();
const limit = 90;

async function frozenClient(): Promise<Client> {
  const client = await double.client('mava');
  await client.clock({ freeze: true });
  return client;
}

async function isOpen(client: Client): Promise<boolean> {
  return (await createTicket(client, { customerId: nora })).status === 201;
}

describe('mava: window of the rate limit', () => {
  // A sliding window would still hold the 89 requests of the last second.
  clause('mava/rate-limit/window', async () => {
    const client = await frozenClient();
    expect(await isOpen(client)).toBe(true);
    await client.clock({ advance: 29 });
    expect(await statusesOf(client, limit - 1)).toEqual(Array(limit - 1).fill(201));
    await client.clock({ advance: 1 });
    expect(await statusesOf(client, limit)).toEqual(Array(limit).fill(201));
  });

  // Windows laid end to end from the first request would end at 60 s and at 90 s.
  it('begins a window with the first request after a pause', async () => {
    const client = await frozenClient();
    expect(await isOpen(client)).toBe(true);
    await client.clock({ advance: 45 });
    await statusesOf(client, limit);
    await client.clock({ advance: 29.999 });
    expect(await isOpen(client)).toBe(false);
    await client.clock({ advance: 0.001 });
    expect(await isOpen(client)).toBe(true);
  });

  clause('mava/rate-limit/counts', async () => {
    const client = await frozenClient();
    const refusals: [body: unknown, status: number][] = [
      [{}, 400],
      ['{"customerId":', 400],
      [{ customerId: '0'.repeat(24) }, 404],
    ];
    for (const [body, status] of refusals) {
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => createTicket(client, body)),
      );
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
    }
    expect(await isOpen(client)).toBe(false);
  });

  it('does not lengthen the window by requests that the limit refused', async () => {
    const client = await frozenClient();
    await statusesOf(client, limit);
    for (let second = 0; second < 29; second += 1) {
      await client.clock({ advance: 1 });
      expect(await isOpen(client)).toBe(false);
    }
    await client.clock({ advance: 1 });
    expect(await isOpen(client)).toBe(true);
  });

  it('does not count requests without a token', async () => {
    const client = await frozenClient();
    const anonymous = await Promise.all(
      Array.from({ length: limit }, () => client.send(null, { path: '/api/ticket', body: {} })),
    );
    expect(new Set(anonymous.map(({ status }) => status))).toEqual(new Set([401]));
    expect(await isOpen(client)).toBe(true);
  });
});
