import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../mock-server/journal/journal.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { callAdmin } from '../support/admin.ts';
import { fileTicket, ticketOperation } from '../support/file-ticket.ts';
import { postBytes } from '../support/post-operations.ts';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble();
const bounded = useDouble({ journalBound: 5 });

/** The requests in which the journal, of this sandbox or the default one, lets a token be read. */
async function requestsTelling(client: Client, token: string): Promise<unknown[]> {
  const query = { limit: 10_000 };
  const { body } = await callAdmin(double.address, 'GET /journal', { query });
  const entries: JournalEntry[] = [...body, ...(await client.journal())];
  const telling = entries.filter((entry) => JSON.stringify(entry).includes(token));
  return telling.map(({ request }) => request);
}

describe.each(providers)('the journal of %s', (provider) => {
  it('tells of an accepted request: what came, what went, and which clauses it exercised', async () => {
    const client = await double.client(provider);
    const answer = await fileTicket(client, provider);
    const { operation, body } = ticketOperation(provider);
    const [entry] = await client.journal();
    expect(entry).toMatchObject({
      provider,
      sandbox: client.target.sandbox,
      operation: operation.id,
      request: {
        method: 'POST',
        path: `/${provider}${operation.path}`,
        body: JSON.stringify(body),
      },
      answer: { status: answer.status, body: answer.text },
      outcome: 'accepted',
      credential: `${client.target.credentials.primary?.tenant}/primary`,
    });
    const { clauses } = loadProvider(provider);
    expect(entry?.clauses.length).toBeGreaterThan(3);
    expect(entry?.clauses.filter((id) => !clauses.has(id))).toEqual([]);
  });

  it('tells why a request was refused', async () => {
    const client = await double.client(provider);
    await postBytes(client, ticketOperation(provider), '{');
    const [entry] = await client.journal();
    expect(entry).toMatchObject({
      outcome: 'refused',
      check: 'body',
      clause: `${provider}/body/malformed`,
    });
    expect(entry?.reason).toContain('not JSON');
    expect(entry?.clauses).toContain(`${provider}/body/malformed`);
  });

  it('keeps no secret that came in a header, be it the right one or another', async () => {
    const client = await double.client(provider);
    const post = ticketOperation(provider);
    const { header = '', value = '', token = '' } = client.target.credentials.primary ?? {};
    await fileTicket(client, provider);
    await postBytes(client, post, '{}', {
      [header]: `${value} `,
      Cookie: `session=${token}`,
      'Proxy-Authorization': `Basic ${token}`,
      'X-Api-Key': token,
      'X-Auth-Token': token,
      Authorization: `Bearer ${token}`,
    });
    expect(await requestsTelling(client, token)).toEqual([]);
  });

  it('keeps no secret that came in the query', async () => {
    const client = await double.client(provider);
    const { path } = ticketOperation(provider).operation;
    const { token = '' } = client.target.credentials.primary ?? {};
    for (const name of ['token', 'api_key', 'access_token']) {
      await fetch(`${client.target.baseUrl}${path}?${name}=${token}`);
    }
    expect(await requestsTelling(client, token)).toEqual([]);
  });

  it('keeps the beginning of a long body, and its size', async () => {
    const client = await double.client(provider);
    const text = JSON.stringify({ x: 'x'.repeat(50_000) });
    await postBytes(client, ticketOperation(provider), text);
    const [entry] = await client.journal();
    expect(entry?.request.size).toBe(text.length);
    expect(entry?.request.body).toBe(text.slice(0, 16_384));
  });
});

describe('the journal', () => {
  it('gives the newest entries that were asked for, oldest first', async () => {
    const client = await double.client('loop');
    for (const body of ['1', '2', '3']) await postBytes(client, ticketOperation('loop'), body);
    const query = { sandbox: client.target.sandbox, limit: 2 };
    const { body } = await callAdmin(double.address, 'GET /journal', { query });
    expect(body.map(({ request }: { request: { body: string } }) => request.body)).toEqual([
      '2',
      '3',
    ]);
  });

  it('gives the entries of the asked provider only', async () => {
    const client = await double.client('loop');
    await fileTicket(client, 'loop');
    const { sandbox } = client.target;
    const of = async (provider: string) =>
      (await callAdmin(double.address, 'GET /journal', { query: { sandbox, provider } })).body;
    expect(await of('loop')).toHaveLength(1);
    expect(await of('mava')).toEqual([]);
  });

  it('keeps the newest entries up to its bound', async () => {
    const client = await bounded.client('loop');
    for (let index = 0; index < 8; index += 1) {
      await postBytes(client, ticketOperation('loop'), String(index));
    }
    const bodies = (await client.journal()).map(({ request }) => request.body);
    expect(bodies).toEqual(['3', '4', '5', '6', '7']);
  });

  it('forgets what it is told to forget, of one sandbox', async () => {
    const one = await double.client('loop');
    const other = await double.client('loop');
    await fileTicket(one, 'loop');
    await fileTicket(other, 'loop');
    const query = { sandbox: one.target.sandbox };
    expect((await callAdmin(double.address, 'DELETE /journal', { query })).status).toBe(204);
    expect(await one.journal()).toEqual([]);
    expect(await other.journal()).toHaveLength(1);
    expect(await one.list('tickets')).toHaveLength(1);
  });
});
