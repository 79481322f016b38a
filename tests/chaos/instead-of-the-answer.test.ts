import { describe, expect, it } from 'vitest';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { refusalOf } from '../support/own-words.ts';
import { useDouble } from '../support/use-double.ts';
import { ask, mark } from './wire.ts';

const double = useDouble();

describe.each(providers)('trouble in place of the answer of %s', (provider) => {
  const contract = loadProvider(provider);
  const success = ticketOperation(provider).operation.successStatus;

  it("is the provider's own failure, and nothing was done", async () => {
    const client = await double.client(provider);
    await client.chaos({ rules: [{ trouble: 'server-error', times: 1 }] });
    const answer = await ask(client);
    expect(refusalOf(contract, answer)).toBe('internal-error');
    expect(answer.headers[mark]).toBe('server-error');
    expect(await client.list('tickets')).toEqual([]);
    const [entry] = await client.journal();
    expect(entry).toMatchObject({
      outcome: 'failed',
      fault: 'server-error',
      troubles: ['server-error'],
    });
    expect(entry).not.toHaveProperty('hungUp');
    expect((await ask(client)).status).toBe(success);
  });

  it.each([undefined, 7])('is too many requests, with Retry-After %s', async (retryAfter) => {
    const client = await double.client(provider);
    const wait = retryAfter === undefined ? {} : { retryAfter };
    await client.chaos({ rules: [{ trouble: 'rate-limit', ...wait }] });
    const answer = await ask(client);
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe(retryAfter && String(retryAfter));
    if (provider === 'mava') expect(refusalOf(contract, answer)).toBe('rate-limit-exceeded');
    else expect(answer.headers['content-type']).toContain('text/html');
    expect(await client.list('tickets')).toEqual([]);
    expect((await client.journal())[0]).toMatchObject({
      outcome: provider === 'mava' ? 'refused' : 'failed',
      troubles: ['rate-limit'],
      answer: { status: 429 },
    });
  });

  it.each([502, 503, 504] as const)('is the page of a gateway, %s', async (status) => {
    const client = await double.client(provider);
    await client.chaos({ rules: [{ trouble: 'gateway', status, retryAfter: 2 }] });
    const answer = await ask(client);
    expect(answer).toMatchObject({ status, isWhole: true });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'retry-after': '2',
      [mark]: `gateway ${status}`,
    });
    expect(answer.text).toContain(`<h1>${status} `);
    expect(await client.list('tickets')).toEqual([]);
    expect((await client.journal())[0]).toMatchObject({ outcome: 'failed', answer: { status } });
  });

  it('uses up no key: the next attempt with it works', async () => {
    const client = await double.client(provider);
    const { headers, body } = ticketOperation(provider);
    await client.chaos({ rules: [{ trouble: 'server-error', first: 1 }] });
    const again = { headers: headers(), body };
    expect((await ask(client, again)).status).toBe(500);
    expect((await ask(client, again)).status).toBe(success);
    expect(await client.list('tickets')).toHaveLength(1);
  });
});

describe('a page of a gateway that took too long', () => {
  it('comes after all was done, and keeps its Retry-After', async () => {
    const client = await double.client('mava');
    await client.chaos({
      rules: [{ trouble: 'gateway', status: 504, after: true, retryAfter: 3 }],
    });
    const answer = await ask(client);
    expect(answer.status).toBe(504);
    expect(answer.headers['retry-after']).toBe('3');
    expect(answer.headers[mark]).toBe('gateway 504 after');
    expect(await client.list('tickets')).toHaveLength(1);
    expect((await client.journal())[0]).toMatchObject({
      outcome: 'accepted',
      answer: { status: 504 },
    });
  });
});

describe('simulated too many requests', () => {
  it("are not the provider's own count", async () => {
    const client = await double.client('mava');
    await client.chaos({ rules: [{ trouble: 'rate-limit', times: 3 }] });
    for (let count = 0; count < 3; count += 1) expect((await ask(client)).status).toBe(429);
    expect((await ask(client)).headers.ratelimit).toContain('r=89;');
  });
});

describe('requests that match no operation', () => {
  it.each(providers)('meet the trouble of %s that is for all', async (provider) => {
    const client = await double.client(provider);
    await client.chaos({
      rules: [{ trouble: 'rate-limit', retryAfter: 1, first: 1 }, { trouble: 'server-error' }],
    });
    const limited = await ask(client, { path: '/nowhere' });
    expect(limited.status).toBe(429);
    const failed = await ask(client, { method: 'DELETE' });
    expect(refusalOf(loadProvider(provider), failed)).toBe('internal-error');
    const [first, second] = await client.journal();
    expect(first).toMatchObject({
      troubles: ['rate-limit'],
      request: { path: `/${provider}/nowhere` },
    });
    expect(second).toMatchObject({ troubles: ['server-error'] });
  });

  it('do not meet the trouble of an operation', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'server-error', operation: 'createSupportTicket' }] });
    expect((await ask(client, { path: '/nowhere' })).status).toBe(404);
    expect((await ask(client)).status).toBe(500);
  });
});
