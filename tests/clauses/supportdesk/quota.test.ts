import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { clause } from '../../support/clause.ts';
import { useDouble } from '../../support/use-double.ts';
import { create, createMany, statusesOf, ticket } from './tickets.ts';

/** In this world a plan has three tickets a month. */
const world = path.join(import.meta.dirname, 'small-plans.yaml');
const double = useDouble({ providers: ['supportdesk'], worlds: [world] });

describe('supportdesk: quota', () => {
  clause('supportdesk/quota/reached', async () => {
    const client = await double.client('supportdesk');
    const answers = await createMany(client, 5);
    expect(statusesOf(answers)).toEqual([201, 201, 201, 403, 403]);
    expect(answers[3]?.body.error.code).toBe('PLAN_LIMIT_REACHED');
    expect(await client.list('tickets')).toHaveLength(3);
  });

  it('is not exceeded by requests that arrive at once', async () => {
    const client = await double.client('supportdesk');
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(client, ticket)));
    expect(statusesOf(answers).filter((status) => status === 201)).toHaveLength(3);
    expect(await client.list('tickets')).toHaveLength(3);
  });

  clause('supportdesk/quota/period', async () => {
    const client = await double.client('supportdesk');
    await client.clock({ freeze: '2026-01-01T00:00:00Z' });
    await createMany(client, 3);

    await client.clock({ freeze: '2026-01-31T23:59:59.999Z' });
    const lastOfMonth = await create(client, ticket);
    await client.clock({ advance: 0.001 });
    const nextMonth = await createMany(client, 4);
    expect(lastOfMonth.status).toBe(403);
    expect(statusesOf(nextMonth)).toEqual([201, 201, 201, 403]);
  });

  it('is full again in the same month of another year', async () => {
    const client = await double.client('supportdesk');
    await client.clock({ freeze: '2026-04-18T10:00:00Z' });
    await createMany(client, 3);
    await client.clock({ freeze: '2027-04-18T10:00:00Z' });
    expect(statusesOf(await createMany(client, 4))).toEqual([201, 201, 201, 403]);
  });

  it('goes by the months of UTC, not of another zone', async () => {
    const client = await double.client('supportdesk');
    await client.clock({ freeze: '2026-05-01T01:30:00+02:00' });
    await createMany(client, 3);
    await client.clock({ freeze: '2026-05-01T01:59:59+02:00' });
    expect((await create(client, ticket)).status).toBe(403);
    await client.clock({ freeze: '2026-05-01T02:00:00+02:00' });
    expect((await create(client, ticket)).status).toBe(201);
  });

  clause('supportdesk/quota/counts', async () => {
    const client = await double.client('supportdesk');
    for (let round = 0; round < 4; round += 1) {
      await create(client, { ...ticket, subject: '' });
      await create(client, { ...ticket, customerExternalId: 'nobody' });
      await create(client, { ...ticket, tagIds: ['00000000-0000-4000-8000-000000000000'] });
    }
    await client.faults({ store: { at: 'commit', times: 4 } });
    expect(statusesOf(await createMany(client, 4))).toEqual([500, 500, 500, 500]);
    expect(statusesOf(await createMany(client, 4))).toEqual([201, 201, 201, 403]);
  });

  clause('supportdesk/quota/scope', async () => {
    const client = await double.client('supportdesk');
    const primary = await createMany(client, 2, { role: 'primary' });
    const second = await createMany(client, 2, { role: 'second-key' });
    const otherApp = await createMany(client, 4, { role: 'second-tenant' });
    expect(statusesOf([...primary, ...second])).toEqual([201, 201, 201, 403]);
    expect(statusesOf(otherApp)).toEqual([201, 201, 201, 403]);
  });
});
