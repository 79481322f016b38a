import { describe, expect, it } from 'vitest';
import type { ChaosOptions } from '../../mock-server/chaos/read-chaos.ts';
import type { Rule } from '../../mock-server/chaos/trouble.ts';
import { type Client, useDouble } from '../support/use-double.ts';
import { ask, askOften } from './wire.ts';

const double = useDouble();

/** The statuses of so many requests, one after the other, under a chaos. */
async function statuses(options: ChaosOptions, count: number, client?: Client): Promise<number[]> {
  const whose = client ?? (await double.client('loop'));
  await whose.chaos(options);
  return (await askOften(whose, count)).map(({ status }) => status);
}

const failing = { trouble: 'server-error' } as const;

describe('a rule', () => {
  it('is for all requests when it says nothing else', async () => {
    expect(await statuses({ rules: [failing] }, 3)).toEqual([500, 500, 500]);
  });

  it('may be for the first requests alone', async () => {
    expect(await statuses({ rules: [{ ...failing, first: 2 }] }, 4)).toEqual([500, 500, 201, 201]);
  });

  it('may end when it was met so often', async () => {
    const rule = { ...failing, times: 2, probability: 0.5 };
    const all = await statuses({ rules: [rule], seed: 5 }, 20);
    expect(all.filter((status) => status === 500)).toHaveLength(2);
    expect(all.slice(0, 2)).not.toEqual([500, 500]);
  });

  it('is met exactly so often when requests come at once', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ ...failing, times: 3 }] });
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(client)));
    expect(all.filter(({ status }) => status === 500)).toHaveLength(3);
    expect(await client.list('tickets')).toHaveLength(17);
  });

  it('never happens with a probability of 0', async () => {
    expect(await statuses({ rules: [{ ...failing, probability: 0 }] }, 5)).not.toContain(500);
  });

  it('goes by the clock of its sandbox', async () => {
    const client = await double.client('loop');
    await client.clock({ freeze: true });
    await client.chaos({ rules: [{ ...failing, from: 10, until: 20 }] });
    const found: number[] = [];
    for (const advance of [9.999, 0.001, 9.999, 0.001]) {
      await client.clock({ advance });
      found.push((await ask(client)).status);
    }
    expect(found).toEqual([201, 500, 500, 201]);
  });

  it('goes on when the clock is set back before it began', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [failing], for: 60 });
    await client.clock({ advance: -3600 });
    expect((await ask(client)).status).toBe(500);
  });

  it('may be for a provider, an operation, a credential, or all three', async () => {
    const client = await double.client('mava');
    const tenant = client.target.credentials.primary?.tenant;
    const agents = { method: 'GET', path: '/api/agents' };
    const outcomes = async (when: Partial<Rule>) => {
      await client.chaos({ rules: [{ ...failing, ...when } as Rule] });
      const asked = [{}, { role: 'second-key' }, agents];
      return Promise.all(asked.map(async (asking) => (await ask(client, asking)).status));
    };
    const mine = { credential: `${tenant}/primary` };
    expect(await outcomes({ provider: 'loop' })).toEqual([201, 201, 200]);
    expect(await outcomes({ provider: 'mava' })).toEqual([500, 500, 500]);
    expect(await outcomes({ operation: 'listAgents' })).toEqual([201, 201, 500]);
    expect(await outcomes(mine)).toEqual([500, 201, 500]);
    expect(await outcomes({ provider: 'mava', operation: 'createTicket', ...mine })).toEqual([
      500, 201, 200,
    ]);
  });

  it('that stands first decides, and a later one waits for those that it leaves', async () => {
    const rules = [
      { trouble: 'gateway', status: 502, first: 1 },
      { trouble: 'gateway', status: 503, first: 1 },
      { ...failing, first: 1 },
    ] as const;
    expect(await statuses({ rules }, 4)).toEqual([502, 503, 500, 201]);
  });

  it('comes before those of the profile', async () => {
    const rules = [{ trouble: 'gateway', status: 503, first: 1 }] as const;
    expect(await statuses({ profile: 'storm', rules }, 3)).toEqual([503, 429, 429]);
  });
});

describe('chaos', () => {
  it('ends by itself', async () => {
    const client = await double.client('loop');
    await client.clock({ freeze: true });
    expect(await statuses({ rules: [failing], for: 5 }, 1, client)).toEqual([500]);
    await client.clock({ advance: 4.999 });
    expect((await ask(client)).status).toBe(500);
    await client.clock({ advance: 0.001 });
    expect((await ask(client)).status).toBe(201);
    expect((await client.journal()).at(-1)).not.toHaveProperty('fault');
  });

  it('may be for some requests, all of its rules', async () => {
    const client = await double.client('mava');
    await client.chaos({ profile: 'storm', operation: 'listAgents' });
    expect((await ask(client)).status).toBe(201);
    expect((await ask(client, { method: 'GET', path: '/api/agents' })).status).toBe(429);
  });

  it('is that of one sandbox', async () => {
    const [troubled, calm] = [await double.client('loop'), await double.client('loop')];
    await troubled.chaos({ rules: [failing] });
    expect([(await ask(troubled)).status, (await ask(calm)).status]).toEqual([500, 201]);
    expect((await calm.journal())[0]).not.toHaveProperty('troubles');
  });
});

describe('chance', () => {
  const maybe = { rules: [{ ...failing, probability: 0.3 }] };

  it('hits as many as it says, and the same ones with the same seed', async () => {
    const [one, same] = await Promise.all([1, 1].map((seed) => statuses({ ...maybe, seed }, 400)));
    const hits = one?.filter((status) => status === 500).length;
    // Four standard deviations around 120.
    expect(hits).toBeGreaterThan(120 - 37);
    expect(hits).toBeLessThan(120 + 37);
    expect(same).toEqual(one);
  });

  it('hits others with another seed, and with none a new one each time', async () => {
    const seeds = [1, 2, undefined, undefined];
    const all = await Promise.all(
      seeds.map((seed) => statuses({ ...maybe, ...(seed !== undefined && { seed }) }, 40)),
    );
    expect(new Set(all.map(String)).size).toBe(4);
  });

  it('is that of each rule by itself', async () => {
    const half = { ...failing, probability: 0.5 };
    const alone = await statuses({ rules: [half], seed: 3 }, 30);
    const skew = { trouble: 'clock-skew', seconds: 1, probability: 0.5 } as const;
    expect(await statuses({ rules: [half, skew], seed: 3 }, 30)).toEqual(alone);
  });
});
