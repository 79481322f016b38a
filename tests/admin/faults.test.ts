import { describe, expect, it } from 'vitest';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { fileTicket } from '../support/file-ticket.ts';
import { refusalOf } from '../support/own-words.ts';
import { useDouble } from '../support/use-double.ts';

const double = useDouble();

describe.each(providers)('trouble at %s', (provider) => {
  it("is the provider's own failure, and is marked", async () => {
    const client = await double.client(provider);
    await client.faults({ store: { at: 'read' } });
    const answer = await fileTicket(client, provider);
    expect(refusalOf(loadProvider(provider), answer)).toBe('internal-error');
    expect(answer.headers.get('doublecheck-fault')).toBe('store');
    const [entry] = await client.journal();
    expect(entry).toMatchObject({ outcome: 'failed', fault: 'store' });
    expect(entry?.reason).toContain('simulated');
  });

  it('is over, unmarked, when it is taken back', async () => {
    const client = await double.client(provider);
    await client.faults({ store: { at: 'commit' } });
    await fileTicket(client, provider);
    await client.faults({});
    const answer = await fileTicket(client, provider);
    expect(answer.status).toBeLessThan(300);
    expect(answer.headers.has('doublecheck-fault')).toBe(false);
  });

  it('that holds answers back is marked', async () => {
    const client = await double.client(provider);
    await client.faults({ latency: 5 });
    const answer = await fileTicket(client, provider);
    expect(answer.status).toBeLessThan(300);
    expect(answer.headers.get('doublecheck-fault')).toBe('latency 5 ms');
    expect((await client.journal())[0]?.fault).toBe('latency 5 ms');
  });
});

describe('a store that fails some times', () => {
  it('ends by itself', async () => {
    const client = await double.client('loop');
    await client.faults({ store: { at: { write: 1 }, times: 2 }, latency: 1 });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      statuses.push((await fileTicket(client, 'loop')).status);
    }
    expect(statuses).toEqual([500, 500, 201, 201]);
    expect(await client.list('tickets')).toHaveLength(2);
  });

  it('fails as many requests when they come at once', async () => {
    const client = await double.client('loop');
    await client.faults({ store: { at: 'commit', times: 3 } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => fileTicket(client, 'loop')));
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(3);
    expect(await client.list('tickets')).toHaveLength(17);
  });

  it('is not used up by a request that never gets there', async () => {
    const client = await double.client('loop');
    await client.faults({ store: { at: { write: 50 }, times: 1 } });
    expect((await fileTicket(client, 'loop')).status).toBe(201);
    await client.faults({ store: { at: { write: 1 }, times: 1 } });
    const refused = await client.send('primary', { path: '/v1/support/tickets', body: {} });
    expect(refused.status).toBe(400);
    expect((await fileTicket(client, 'loop')).status).toBe(500);
  });
});
