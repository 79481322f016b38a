import { describe, expect, it, onTestFinished } from 'vitest';
import { Progress } from '../../mock-server/chaos/progress.ts';
import { type ChaosOptions, chaosOf } from '../../mock-server/chaos/read-chaos.ts';
import { createDouble } from '../../mock-server/double.ts';
import { type Client, useDouble } from '../support/use-double.ts';
import { ask, askOften } from './wire.ts';

const double = useDouble();

const failing = { trouble: 'server-error' } as const;

/** Calls the admin API about a sandbox. */
async function call(method: string, what: string, client: Client, body?: unknown) {
  const answer = await fetch(
    `${double.address}/_doublecheck/${what}?sandbox=${client.target.sandbox}`,
    {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
  );
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('GET /chaos', () => {
  it('is empty where there is none', async () => {
    const client = await double.client('loop');
    expect(await call('GET', 'chaos', client)).toEqual({ status: 200, body: {} });
  });

  it('tells what was set, and how often each rule was for a request and met it', async () => {
    const client = await double.client('loop');
    await client.clock({ freeze: '2026-03-01T12:00:00.000Z' });
    const rules = [
      { ...failing, times: 1 },
      { trouble: 'gateway', status: 502, probability: 0 },
      { trouble: 'clock-skew', seconds: 1, provider: 'mava' },
    ] as const;
    await client.chaos({ rules, seed: 9, for: 60 });
    await askOften(client, 3);
    const { body } = await call('GET', 'chaos', client);
    expect(body).toEqual({
      seed: 9,
      stealth: false,
      for: 60,
      since: '2026-03-01T12:00:00.000Z',
      rules: [
        { ...rules[0], seen: 1, met: 1 },
        { ...rules[1], seen: 2, met: 0 },
        { ...rules[2], seen: 0, met: 0 },
      ],
    });
  });

  it('tells a profile with its rules, and a seed that was drawn', async () => {
    const client = await double.client('loop');
    const { body } = await call('PUT', 'chaos', client, { profile: 'storm', provider: 'loop' });
    expect(body).toMatchObject({ profile: 'storm', seed: expect.any(Number) });
    expect(body.rules[0]).toMatchObject({ trouble: 'rate-limit', provider: 'loop', met: 0 });
  });

  it('deals the same again to who sets its seed', async () => {
    const client = await double.client('loop');
    const maybe = { rules: [{ ...failing, probability: 0.5 }] };
    const statuses = async () => (await askOften(client, 20)).map(({ status }) => status);
    const { body } = await call('PUT', 'chaos', client, maybe);
    const first = await statuses();
    await client.chaos({ ...maybe, seed: body.seed });
    expect(await statuses()).toEqual(first);
  });
});

describe('PUT /chaos', () => {
  it('ends it with an empty object', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [failing] });
    expect((await ask(client)).status).toBe(500);
    expect(await call('PUT', 'chaos', client, {})).toEqual({ status: 200, body: {} });
    expect((await ask(client)).status).toBe(201);
    expect(await call('GET', 'chaos', client)).toEqual({ status: 200, body: {} });
  });

  it('counts anew when it is set again', async () => {
    const client = await double.client('loop');
    const once = { rules: [{ ...failing, first: 1 }] };
    for (let round = 0; round < 2; round += 1) {
      await client.chaos(once);
      expect((await askOften(client, 2)).map(({ status }) => status)).toEqual([500, 201]);
    }
  });

  it.each([
    ['a profile that is not there', { profile: 'stormy' }, /flaky, storm, outage, lossy/],
    ['a trouble that is not there', { rules: [{ trouble: 'rain' }] }, /rules\/0\/trouble/],
    ['a rule without a trouble', { rules: [{}] }, /required property 'trouble'/],
    ['a page without a status', { rules: [{ trouble: 'gateway' }] }, /'status'/],
    ['a status of no gateway', { rules: [{ trouble: 'gateway', status: 500 }] }, /502, 503, 504/],
    ['what is of another trouble', { rules: [{ ...failing, seconds: 1 }] }, /seconds/],
    ['a probability beyond 1', { rules: [{ ...failing, probability: 1.1 }] }, /<= 1/],
    ['a provider that is not there', { rules: [{ ...failing, provider: 'x' }] }, /provider is x/],
    ['an operation that is not there', { profile: 'flaky', operation: 'x' }, /operation is x/],
    [
      'an operation of another provider',
      { profile: 'flaky', provider: 'loop', operation: 'listAgents' },
      /operation is listAgents/,
    ],
    ['a credential without a tenant', { profile: 'flaky', credential: 'x' }, /credential is x/],
    ['a credential mistyped', { rules: [{ ...failing, credential: 'harbor/x' }] }, /is harbor\/x/],
    [
      'in a list a rule for what is not there',
      { rules: [failing, { ...failing, provider: 'tikiti' }] },
      /^rule 2: no provider is tikiti$/,
    ],
    [
      'a place for all that is not there',
      { rules: [failing], provider: 'tikiti' },
      /^no provider is tikiti$/,
    ],
    ['an end before the start', { rules: [{ ...failing, from: 5, until: 4 }] }, /over at 4 s/],
    [
      'a median beyond the slowest',
      { rules: [{ trouble: 'latency', latency: { median: 9, p99: 8 } }] },
      /9 ms are more than 8 ms/,
    ],
    ['a way without a trouble', { stealth: true }, /stealth is about trouble/],
    ['a place without a trouble', { provider: 'mava' }, /provider is about trouble/],
    ['a name of nothing', { profil: 'flaky' }, /profil/],
  ])('refuses %s, and changes nothing', async (_what, wrong, message) => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ ...failing, first: 2 }], seed: 1 });
    await ask(client);
    const before = await call('GET', 'chaos', client);
    const { status, body } = await call('PUT', 'chaos', client, wrong);
    expect(status).toBe(400);
    expect(body.error).toMatch(message);
    expect(body.mend).toEqual(expect.any(String));
    expect(await call('GET', 'chaos', client)).toEqual(before);
    expect((await askOften(client, 2)).map((came) => came.status)).toEqual([500, 201]);
  });

  it('names each operation once', async () => {
    const client = await double.client('loop');
    const { body } = await call('PUT', 'chaos', client, { profile: 'flaky', operation: 'x' });
    expect(body.mend.match(/createTicket\b/g)).toHaveLength(1);
  });

  it('names the credentials of the provider, as its own sandbox has them', async () => {
    const client = await double.client('mava');
    const own = Object.entries(client.target.credentials);
    const ids = own.map(([role, { tenant }]) => `${tenant}/${role}`);
    const told = async (when: object) => {
      const rules = [{ ...failing, credential: 'harbor/primray', ...when }];
      const { body } = await call('PUT', 'chaos', client, { rules });
      return body.mend
        .replace(/^Use one of |\.$/g, '')
        .split(', ')
        .toSorted();
    };
    expect(await told({ provider: 'mava' })).toEqual(ids.toSorted());
    expect(await told({ operation: 'listAgents' })).toEqual(ids.toSorted());
    expect(await told({})).toEqual(expect.arrayContaining(ids));
  });

  it('does not know a sandbox that is not there', async () => {
    const answer = await fetch(`${double.address}/_doublecheck/chaos?sandbox=nowhere`);
    expect(answer.status).toBe(404);
  });
});

describe('the chaos of a sandbox', () => {
  it('ends when the sandbox is reset', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [failing] });
    expect((await call('POST', 'reset', client)).status).toBe(200);
    expect(await call('GET', 'chaos', client)).toEqual({ status: 200, body: {} });
    expect((await ask(client)).status).toBe(201);
  });

  it('begins anew in the default one, if the double had it from the start', async () => {
    const chaos: ChaosOptions = { rules: [{ ...failing, first: 1 }], seed: 4 };
    const own = await createDouble({ providers: ['loop'], chaos });
    onTestFinished(() => own.close());
    const address = await own.listen();
    const [target] = await own.targets(address);
    const client = { target } as Client;
    const statuses = async () => (await askOften(client, 2)).map(({ status }) => status);
    expect(await statuses()).toEqual([500, 201]);
    const put = (body: object) =>
      fetch(`${address}/_doublecheck/chaos`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    await put({});
    expect(await own.chaos()).toBeUndefined();
    await fetch(`${address}/_doublecheck/reset`, { method: 'POST' });
    expect(await own.chaos()).toMatchObject({ seed: 4 });
    expect(await statuses()).toEqual([500, 201]);
  });

  it('is no reason to start where it cannot be', async () => {
    const chaos: ChaosOptions = { profile: 'flaky', provider: 'mava' };
    await expect(createDouble({ providers: ['loop'], chaos })).rejects.toThrow(
      'no provider is mava',
    );
    await expect(createDouble({ chaos: { stealth: true } })).rejects.toThrow('stealth is about');
    await expect(
      createDouble({ chaos: { profile: 'flaky', credential: 'harbor/primray' } }),
    ).rejects.toThrow('no credential is harbor/primray');
  });
});

describe('the counts of a process', () => {
  const met = { provider: 'loop', operation: '', credential: undefined, now: 0, isReused: false };
  const begin = () => {
    const place = { providers: [], seeds: [] };
    const chaos = chaosOf({ rules: [{ ...failing, times: 1 }] }, place, 0);
    if (!chaos) throw new Error('there is no chaos');
    return chaos;
  };

  it('are kept when a request still asks for the chaos before', () => {
    const [before, after] = [begin(), begin()];
    const progress = new Progress();
    const deal = (chaos: typeof before) => progress.deal('sandbox', chaos, met).main?.trouble;
    expect(deal(before)).toBe('server-error');
    expect(deal(after)).toBe('server-error');
    expect([deal(before), deal(after), deal(before), deal(after)]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('are forgotten with their sandbox', () => {
    const chaos = begin();
    const progress = new Progress();
    progress.deal('sandbox', chaos, met);
    progress.forget('sandbox');
    expect(progress.countsOf('sandbox', chaos)).toEqual([{ seen: 0, met: 0 }]);
  });
});
