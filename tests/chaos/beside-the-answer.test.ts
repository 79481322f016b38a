import { describe, expect, it } from 'vitest';
import { altered } from '../../mock-server/chaos/alter.ts';
import { chance, delayOf } from '../../mock-server/chaos/random.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { useDouble } from '../support/use-double.ts';
import { ask, mark } from './wire.ts';

const double = useDouble();

const noon = '2026-03-01T12:00:00.000Z';

describe('an answer that is late', () => {
  it('says by how much', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'latency', latency: { fixed: 20 } }] });
    const answer = await ask(client);
    expect(answer.status).toBe(201);
    expect(answer.took).toBeGreaterThan(18);
    expect(answer.headers[mark]).toBe('latency 20 ms');
    expect((await client.journal())[0]).toMatchObject({
      troubles: ['latency'],
      fault: 'latency 20 ms',
    });
  });

  it.each([
    ['fixed', { fixed: 0.1 }],
    ['from nothing', { from: 0, to: 0.2 }],
    ['log-normal', { median: 0.1, p99: 0.2 }],
  ])('is marked, however little: %s', async (_kind, latency) => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'latency', latency }] });
    expect((await ask(client)).headers[mark]).toBe('latency 1 ms');
  });

  it('may be late twice over, beside other trouble', async () => {
    const client = await double.client('loop');
    const late = { trouble: 'latency', latency: { fixed: 3 } } as const;
    await client.chaos({ rules: [late, { trouble: 'server-error' }, late] });
    const answer = await ask(client);
    expect(answer.status).toBe(500);
    expect(answer.headers[mark]).toBe('server-error, latency 6 ms');
    const [entry] = await client.journal();
    expect(entry?.troubles).toEqual(['server-error', 'latency', 'latency']);
  });

  it('comes some time, however rarely one is as late', () => {
    const latest = delayOf({ median: 1, p99: 600_000 }, 1 - 1e-15, 0);
    expect(latest).toBe(3_600_000);
    expect(delayOf({ median: 10, p99: 100 }, 0, 0)).toBe(10);
  });

  it.each([
    ['evenly spread', { from: 5, to: 9 }, [5, 9], 7],
    ['log-normal', { median: 20, p99: 400 }, [0, 20_000], 20],
  ] as const)('is as late as it was asked to be: %s', (_kind, latency, [least, most], middle) => {
    const all = Array.from({ length: 4000 }, (_, nth) =>
      delayOf(latency, chance(1, nth, 1), chance(1, nth, 2)),
    ).toSorted((one, other) => one - other);
    expect(all[0]).toBeGreaterThanOrEqual(least);
    expect(all.at(-1)).toBeLessThanOrEqual(most);
    expect(Math.abs((all[2000] ?? 0) / middle - 1)).toBeLessThan(0.1);
    if ('p99' in latency) {
      const beyond = all.filter((late) => late > latency.p99).length;
      expect(beyond).toBeGreaterThan(20);
      expect(beyond).toBeLessThan(60);
    }
  });

  it('is not waited for when the client has left, and is journaled once', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'latency', latency: { fixed: 60_000 } }] });
    const patience = new AbortController();
    const asked = ask(client, { giveUp: patience.signal });
    await expect.poll(() => client.list('tickets'), { interval: 5 }).toHaveLength(1);
    patience.abort();
    await asked;
    await expect.poll(() => client.journal(), { interval: 5 }).toHaveLength(1);
    expect((await client.journal())[0]).toMatchObject({ hungUp: 'client', outcome: 'accepted' });
  });
});

describe.each(providers)('a clock of %s that is wrong', (provider) => {
  it('tells other times, and nothing else is of them', async () => {
    const client = await double.client(provider);
    await client.clock({ freeze: noon });
    const plain = await ask(client);
    await client.chaos({ rules: [{ trouble: 'clock-skew', seconds: -90 }] });
    const skewed = await ask(client);
    expect(skewed.status).toBe(plain.status);
    expect(skewed.headers.date).toBe('Sun, 01 Mar 2026 11:58:30 GMT');
    expect(skewed.headers[mark]).toBe('clock-skew -90 s');
    expect(plain.text.includes(noon)).toBe(skewed.text.includes('2026-03-01T11:58:30.000Z'));
    expect(skewed.text).not.toContain(noon);
    expect(JSON.stringify(await client.list('tickets'))).not.toContain('11:58:30');
    expect((await client.journal())[1]).toMatchObject({ at: noon, troubles: ['clock-skew'] });
  });
});

describe('a clock that is wrong', () => {
  it('is in the bodies of those who tell the time', async () => {
    for (const provider of ['supportdesk', 'mava'] as const) {
      const client = await double.client(provider);
      await client.clock({ freeze: noon });
      await client.chaos({ rules: [{ trouble: 'clock-skew', seconds: 3600 }] });
      expect((await ask(client)).text).toContain('2026-03-01T13:00:00.000Z');
    }
  });

  it('is in the date of a page, too', async () => {
    const client = await double.client('loop');
    await client.clock({ freeze: noon });
    const page = { trouble: 'gateway', status: 504, after: true } as const;
    await client.chaos({ rules: [page, { trouble: 'clock-skew', seconds: 60 }] });
    const answer = await ask(client);
    expect(answer.headers.date).toBe('Sun, 01 Mar 2026 12:01:00 GMT');
    expect(answer.headers[mark]).toBe('gateway 504 after, clock-skew 60 s');
  });

  it('is not told of where it goes wrong by less than the answer tells', async () => {
    const client = await double.client('loop');
    await client.clock({ freeze: noon });
    await client.chaos({ rules: [{ trouble: 'clock-skew', seconds: 0.4 }] });
    expect((await ask(client)).headers).not.toHaveProperty(mark);
    expect((await client.journal())[0]).not.toHaveProperty('troubles');
  });

  it('does not end a window earlier', async () => {
    const client = await double.client('mava');
    await client.clock({ freeze: noon });
    await client.chaos({ rules: [{ trouble: 'clock-skew', seconds: 3600 }] });
    expect((await ask(client)).headers.ratelimit).toBe('"default";r=89;t=30');
    expect((await ask(client)).headers.ratelimit).toBe('"default";r=88;t=30');
  });
});

describe.each(providers)('an answer of %s with a field of later days', (provider) => {
  const { operation, body } = ticketOperation(provider);
  const ajv = createAjv();
  const holds = (status: number, value: unknown) =>
    ajv.validate(operation.responses.get(String(status)) ?? false, value);

  it.each([
    ['a success', body],
    ['a refusal', {}],
  ])('is still what the contract says: %s', async (_what, sent) => {
    const client = await double.client(provider);
    const plain = await ask(client, { body: sent });
    await client.chaos({ rules: [{ trouble: 'unknown-field' }] });
    const answer = await ask(client, { body: sent });
    expect(answer).toMatchObject({ status: plain.status, isWhole: true });
    expect(answer.body).toHaveProperty('addedLater');
    expect(Object.keys(answer.body as object)).toEqual(
      expect.arrayContaining(Object.keys(plain.body as object)),
    );
    expect(answer.headers[mark]).toBe('unknown-field');
    expect([holds(answer.status, answer.body), ajv.errors]).toEqual([true, null]);
  });
});

describe('a list with a field of later days', () => {
  const agents = { method: 'GET', path: '/api/agents' };

  it('has it in each of its objects, and is still what the contract says', async () => {
    const client = await double.client('mava');
    const plain = (await ask(client, agents)).body as object[];
    await client.chaos({ rules: [{ trouble: 'unknown-field' }] });
    const answer = await ask(client, agents);
    expect(plain.length).toBeGreaterThan(1);
    const addedLater = { since: 'the document was written' };
    expect(answer.body).toEqual(plain.map((agent) => ({ ...agent, addedLater })));
    expect(answer.headers[mark]).toBe('unknown-field');
    const operation = loadProvider('mava').operations.find(({ id }) => id === 'listAgents');
    const ajv = createAjv();
    ajv.validate(operation?.responses.get('200') ?? false, answer.body);
    expect(ajv.errors).toBeNull();
  });
});

describe('an answer without a place for a field of later days', () => {
  const later = { trouble: 'unknown-field' } as const;
  const instead = { trouble: 'gateway', status: 503 } as const;

  it.each([
    ['a page', [instead, later], {}, 'gateway 503'],
    ['a page, later', [{ ...instead, after: true }, later], {}, 'gateway 503 after'],
    ['what is no JSON', [{ trouble: 'invalid-json' }, later], {}, 'invalid-json'],
    ['a head alone', [later], { method: 'HEAD', path: '/api/agents' }, undefined],
  ] as const)('is not told to have it: %s', async (_what, rules, asking, fault) => {
    const client = await double.client('mava');
    await client.chaos({ rules });
    const answer = await ask(client, asking);
    expect(answer.headers[mark]).toBe(fault);
    expect(answer.text).not.toContain('addedLater');
    const [entry] = await client.journal();
    expect(entry?.fault).toBe(fault);
    expect(entry?.troubles ?? []).not.toContain('unknown-field');
    expect(entry?.answer.body).not.toContain('addedLater');
  });

  const put = (body: string) => {
    const share = { main: undefined, besides: [later], latency: 0 };
    const met = altered({ status: 200, headers: {}, body }, share, 0);
    return [met.answer.body, met.share.besides];
  };

  it.each(['[]', '[1,"two",null,[{}]]', '"text"', 'null', '', '<html>'])(
    'stays as it is: %s',
    (body) => {
      expect(put(body)).toEqual([body, []]);
    },
  );

  it('has it beside what has no place, and where nothing was', () => {
    const field = '"addedLater":{"since":"the document was written"}';
    expect(put('[{"id":1},null,{}]')).toEqual([`[{${field},"id":1},null,{${field}}]`, [later]]);
    expect(put('{}')).toEqual([`{${field}}`, [later]]);
  });
});

describe('a failure of the store', () => {
  it('goes through the same trouble as an answer, and is marked with both', async () => {
    const client = await double.client('loop');
    await client.faults({ store: { at: 'commit' } });
    await client.chaos({
      rules: [{ trouble: 'clock-skew', seconds: -9 }, { trouble: 'unknown-field' }],
    });
    const answer = await ask(client);
    expect(answer.status).toBe(500);
    expect(answer.body).toHaveProperty('addedLater');
    expect(answer.headers[mark]).toBe('clock-skew -9 s, unknown-field, store');
    await client.chaos({ rules: [{ trouble: 'slow-body', seconds: 0.01 }] });
    const slow = await ask(client);
    expect(slow).toMatchObject({ status: 500, isWhole: true });
    expect(slow.headers[mark]).toBe('slow-body 0.01 s, store');
    expect(await client.list('tickets')).toEqual([]);
  });
});
