import { describe, expect } from 'vitest';
import { clause } from '../../support/clause.ts';
import { type Client, useDouble } from '../../support/use-double.ts';
import { createTicket, nora, statusesOf } from './create-ticket.ts';

const double = useDouble();
const limit = 90;

/** A client whose time stands still, so that no window ends by itself. */
async function frozenClient(): Promise<Client> {
  const client = await double.client('mava');
  await client.clock({ freeze: true });
  return client;
}

function listAgents(client: Client, role = 'primary') {
  return client.send(role, { method: 'GET', path: '/api/agents' });
}

describe('mava: rate limit', () => {
  clause('mava/rate-limit/90-per-30s', async () => {
    const client = await frozenClient();
    expect(await statusesOf(client, limit)).toEqual(Array(limit).fill(201));
    expect((await createTicket(client, { customerId: nora })).status).toBe(429);

    await client.clock({ advance: 29.999 });
    expect((await createTicket(client, { customerId: nora })).status).toBe(429);
    await client.clock({ advance: 0.001 });
    expect(await statusesOf(client, limit)).toEqual(Array(limit).fill(201));
  });

  clause('mava/rate-limit/exceeded', async () => {
    const client = await frozenClient();
    const statuses = await statusesOf(client, limit + 10);
    expect(statuses.filter((status) => status === 201)).toHaveLength(limit);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect(await client.list('tickets')).toHaveLength(limit);
  });

  clause('mava/rate-limit/code', async () => {
    const client = await frozenClient();
    await statusesOf(client, limit);
    const { body } = await createTicket(client, { customerId: nora });
    expect(body).toEqual({ error: 'RATE_LIMIT_EXCEEDED', message: expect.any(String) });
  });

  clause('mava/rate-limit/per-key', async () => {
    const client = await frozenClient();
    await statusesOf(client, limit);
    expect((await createTicket(client, { customerId: nora })).status).toBe(429);
    expect(await statusesOf(client, limit, 'second-key')).toEqual(Array(limit).fill(201));
    expect((await listAgents(client, 'second-tenant')).status).toBe(200);
  });

  clause('mava/rate-limit/all-operations', async () => {
    const client = await frozenClient();
    await Promise.all(Array.from({ length: 45 }, () => listAgents(client)));
    expect(await statusesOf(client, 45)).toEqual(Array(45).fill(201));
    expect((await listAgents(client)).status).toBe(429);
    expect((await createTicket(client, { customerId: nora })).status).toBe(429);
  });

  clause('mava/rate-limit/headers', async () => {
    const client = await frozenClient();
    const first = await createTicket(client, { customerId: nora });
    expect(first.headers['ratelimit-policy']).toBe('"default";q=90;w=30');
    expect(first.headers.ratelimit).toBe('"default";r=89;t=30');
    expect(first.headers).not.toHaveProperty('retry-after');

    await client.clock({ advance: 12.5 });
    await statusesOf(client, limit - 1);
    const refused = await listAgents(client);
    expect(refused.headers.ratelimit).toBe('"default";r=0;t=18');
    expect(refused.headers['retry-after']).toBe('18');

    await client.clock({ advance: Number(refused.headers['retry-after']) });
    expect((await listAgents(client)).status).toBe(200);
  });
});
