import { describe, expect, it } from 'vitest';
import { createDouble } from '../../mock-server/double.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { type Client, useDouble } from '../support/use-double.ts';
import { ask, keepingAlive, mark } from './wire.ts';

const double = useDouble();

const withKey: readonly Provider[] = ['midlyr', 'tickiti'];

/** The journal's entries, once there are so many: one is written when the exchange is over for the server. */
const entries = (client: Client, count = 1) =>
  expect
    .poll(() => client.journal(), { interval: 5 })
    .toHaveLength(count)
    .then(() => client.journal());

describe.each(providers)('an answer of %s that was lost', (provider) => {
  const success = ticketOperation(provider).operation.successStatus;

  it('with its connection is that to a request that was done', async () => {
    const client = await double.client(provider);
    await client.chaos({ rules: [{ trouble: 'lost-answer', how: 'reset' }] });
    expect(await ask(client)).toMatchObject({ status: 0, isWhole: false });
    expect(await client.list('tickets')).toHaveLength(1);
    const [entry] = await client.journal();
    expect(entry).toMatchObject({
      outcome: 'accepted',
      hungUp: 'server',
      troubles: ['lost-answer'],
      fault: 'lost-answer reset',
      answer: { status: success, headers: { 'Doublecheck-Fault': 'lost-answer reset' } },
    });
    expect(String(entry?.began) <= String(entry?.ended)).toBe(true);
  });

  it('on the way ends when the client gives up', async () => {
    const client = await double.client(provider);
    await client.chaos({ rules: [{ trouble: 'lost-answer', how: 'hang' }] });
    const patience = new AbortController();
    const asked = ask(client, { giveUp: patience.signal });
    await expect.poll(() => client.list('tickets'), { interval: 5 }).toHaveLength(1);
    expect(await client.journal()).toEqual([]);
    patience.abort();
    expect((await asked).status).toBe(0);
    const [entry] = await entries(client);
    expect(entry).toMatchObject({
      outcome: 'accepted',
      hungUp: 'client',
      fault: 'lost-answer hang',
    });
  });

  it('in the middle of its body is cut there', async () => {
    const client = await double.client(provider);
    await client.chaos({ rules: [{ trouble: 'truncated-body' }] });
    const answer = await ask(client);
    expect(answer).toMatchObject({ status: success, isWhole: false, body: undefined });
    const promised = Number(answer.headers['content-length']);
    expect(Buffer.byteLength(answer.text)).toBe(Math.floor(promised / 2));
    expect(answer.headers[mark]).toBe('truncated-body');
    expect(await client.list('tickets')).toHaveLength(1);
    expect((await entries(client))[0]).toMatchObject({ outcome: 'accepted', hungUp: 'server' });
  });

  it('behind a 200 is no JSON, though it is whole', async () => {
    const client = await double.client(provider);
    await client.chaos({ rules: [{ trouble: 'invalid-json' }] });
    const answer = await ask(client);
    expect(answer).toMatchObject({ status: 200, isWhole: true, body: undefined });
    expect(answer.text).not.toBe('');
    expect(answer.headers[mark]).toBe('invalid-json');
    expect(answer.headers['content-type']).toContain('application/json');
    expect(await client.list('tickets')).toHaveLength(1);
    const [entry] = await client.journal();
    expect(entry).toMatchObject({
      outcome: 'accepted',
      answer: { status: 200, body: answer.text },
    });
    expect(entry).not.toHaveProperty('hungUp');
  });

  it('for a while comes slowly, and whole', async () => {
    const client = await double.client(provider);
    await client.chaos({ rules: [{ trouble: 'slow-body', seconds: 0.03 }] });
    const answer = await ask(client);
    expect(answer).toMatchObject({ status: success, isWhole: true });
    expect(answer.body).toBeDefined();
    expect(answer.took).toBeGreaterThan(25);
    expect(answer.headers[mark]).toBe('slow-body 0.03 s');
    const [entry] = await entries(client);
    expect(entry).not.toHaveProperty('hungUp');
    expect(Date.parse(String(entry?.ended)) - Date.parse(String(entry?.began))).toBeGreaterThan(24);
  });
});

describe('a garbled body', () => {
  const garbled = { trouble: 'invalid-json' } as const;

  it.each(providers)('is no refusal of %s', async (provider) => {
    const client = await double.client(provider);
    const refused = { body: {} };
    const plain = await ask(client, refused);
    await client.chaos({ rules: [garbled] });
    const answer = await ask(client, refused);
    expect(plain.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBe(plain.status);
    expect(Object.keys(answer.body as object)).toEqual(Object.keys(plain.body as object));
    expect(answer.headers).not.toHaveProperty(mark);
    const entry = (await client.journal()).at(-1);
    for (const name of ['fault', 'troubles']) expect(entry).not.toHaveProperty(name);
  });

  it('is no failure', async () => {
    const client = await double.client('loop');
    await client.faults({ store: { at: 'commit' } });
    await client.chaos({ rules: [garbled] });
    const answer = await ask(client);
    expect(answer).toMatchObject({ status: 500, isWhole: true, body: expect.anything() });
    expect(answer.headers[mark]).toBe('store');
    expect((await client.journal())[0]).not.toHaveProperty('troubles');
  });

  it('counts as met wherever it was dealt out', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ ...garbled, times: 1 }] });
    await ask(client, { body: {} });
    expect((await ask(client)).body).toBeDefined();
  });
});

describe('an answer on its way', () => {
  it('is waited for no longer than the patience that was given', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'lost-answer', how: 'hang', patience: 0.02 }] });
    const answer = await ask(client);
    expect(answer).toMatchObject({ status: 0 });
    expect(answer.took).toBeGreaterThan(15);
    expect((await client.journal())[0]).toMatchObject({ hungUp: 'server' });
  });

  it('comes slowly until the client goes away', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'slow-body', seconds: 60 }] });
    const patience = new AbortController();
    const asked = ask(client, { giveUp: patience.signal });
    await expect.poll(() => client.list('tickets'), { interval: 5 }).toHaveLength(1);
    patience.abort();
    await asked;
    expect((await entries(client))[0]).toMatchObject({ hungUp: 'client', fault: 'slow-body 60 s' });
  });

  it.each([
    ['that hangs', { trouble: 'lost-answer', how: 'hang' }],
    ['that is slow', { trouble: 'slow-body', seconds: 600 }],
    ['that is late', { trouble: 'latency', latency: { fixed: 600_000 } }],
  ] as const)('%s holds up no double that closes', async (_what, rule) => {
    const closing = await createDouble({ providers: ['loop'], chaos: { rules: [rule] } });
    const address = await closing.listen();
    const [target] = await closing.targets(address);
    if (!target) throw new Error('there is no target');
    await keepingAlive(async (agent) => {
      const asked = ask({ target } as Client, { agent });
      await expect.poll(() => ticketsAt(address), { interval: 5 }).toHaveLength(1);
      const begun = performance.now();
      await closing.close();
      expect(performance.now() - begun).toBeLessThan(1000);
      await asked;
    });
  });
});

async function ticketsAt(address: string): Promise<unknown> {
  return (await fetch(`${address}/_doublecheck/tickets?provider=loop`)).json();
}

describe.each(providers)('a request to %s that arrives twice', (provider) => {
  it('is answered the second time', async () => {
    const client = await double.client(provider);
    await client.chaos({ rules: [{ trouble: 'duplicate-delivery' }] });
    const answer = await ask(client);
    expect(answer.status).toBe(ticketOperation(provider).operation.successStatus);
    expect(answer.headers[mark]).toBe('duplicate-delivery');
    const hasKey = withKey.includes(provider);
    expect(await client.list('tickets')).toHaveLength(hasKey ? 1 : 2);
    const [first, second] = await client.journal();
    expect(first).toMatchObject({ outcome: 'accepted', hungUp: 'server' });
    expect(second).toMatchObject({ outcome: hasKey ? 'replayed' : 'accepted' });
    expect(second).not.toHaveProperty('hungUp');
    for (const entry of [first, second])
      expect(entry).toMatchObject({ troubles: ['duplicate-delivery'] });
  });
});
