import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../conformance/play-exchange.ts';
import { sendExchange } from '../../conformance/play-exchange.ts';
import { exchangesFile, readExchanges } from '../../conformance/read-exchanges.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { clausesThat, doubleOf, httpServer, proxyBefore } from './support.ts';

/** Sends the golden exchanges of a provider, each to a world of its own, by way of a proxy. */
async function sendGolden(provider: Provider, address: string, proxy: string): Promise<void> {
  for (const exchange of readExchanges(exchangesFile(provider))) {
    const made = await fetch(`${address}/_doublecheck/sandboxes`, { method: 'POST' });
    const { targets } = (await made.json()) as { targets: Record<string, Target> };
    const target = targets[provider] as Target;
    await sendExchange({ ...target, baseUrl: proxy }, exchange);
  }
}

describe.each(providers)('a clean double of %s', (provider) => {
  it('breaks nothing, and shows what its answers say', async () => {
    const { address, target } = await doubleOf(provider);
    const proxy = await proxyBefore(target.baseUrl, { provider });
    await sendGolden(provider, address, proxy.address);
    const outcome = await proxy.close();
    expect(outcome.report.findings).toEqual([]);
    expect(clausesThat(outcome, 'pass').length).toBeGreaterThan(20);
    expect(outcome.report).toMatchObject({ exitCode: 0, provider });
    expect(outcome.report.stopped).toBeUndefined();
  });
});

describe.each([
  ['midlyr', 'midlyr/response/created~answers-202'],
  ['mava', 'mava/status/values~takes-other-case'],
  ['loop', 'loop/response/ticket-id-type~null'],
  ['tickiti', 'tickiti/response/queue~a-number'],
  ['supportdesk', 'supportdesk/subject/required~may-be-left-out'],
] as const)('a double of %s with the defect %s', (provider, defect) => {
  it('is seen to break its clause, and the exchange is shown', async () => {
    const { address, target } = await doubleOf(provider, [defect]);
    const proxy = await proxyBefore(target.baseUrl, { provider });
    await sendGolden(provider, address, proxy.address);
    const outcome = await proxy.close();
    const clause = defect.split('~')[0] as string;
    expect(clausesThat(outcome, 'fail')).toContain(clause);
    const finding = outcome.report.findings.find(({ clauses }) => clauses.includes(clause));
    expect(finding?.exchanges[0]?.curl).toMatch(/^curl -i -X POST/);
    expect(outcome.report.exitCode).toBe(1);
  });
});

/** What a server’s one answer to a request of mava's shows. */
async function judgedAnswer(
  status: number,
  body: unknown,
  request: RequestInit & { readonly path?: string } = {},
) {
  const upstream = await httpServer((_request, response) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    response.writeHead(status, headers).end(gzipSync(JSON.stringify(body)));
  });
  const { address, close } = await proxyBefore(upstream);
  const { path = '/api/ticket', ...others } = request;
  const headers = { 'Content-Type': 'application/json', 'x-auth-token': 'my-own-token' };
  const answer = await fetch(address + path, {
    ...{ method: 'POST', headers, body: '{"customerId":"64c1d2e3f4a5b6c7d8e9f001"}' },
    ...others,
  });
  await answer.text();
  return close();
}

describe('a packed answer is read', () => {
  it('and another status than the documented one is a break', async () => {
    const outcome = await judgedAnswer(200, {});
    expect(clausesThat(outcome, 'fail')).toContain('mava/response/created');
  });

  it('a server error is none', async () => {
    const outcome = await judgedAnswer(503, { error: 'busy' });
    expect(outcome.report.findings).toEqual([]);
  });

  it('a refusal that the document may not know of is none', async () => {
    const outcome = await judgedAnswer(400, { error: 'OUT_OF_COFFEE' });
    expect(outcome.report.findings).toEqual([]);
  });

  it('a request without a credential that is accepted is one', async () => {
    const headers = { 'Content-Type': 'application/json' };
    const outcome = await judgedAnswer(201, {}, { headers });
    expect(clausesThat(outcome, 'fail').join()).toMatch(/mava\/authentication/);
  });

  it('what breaks the schema only by an assumption warns', async () => {
    const body = '{"customerId":"64c1d2e3f4a5b6c7d8e9f001","category":null}';
    const outcome = await judgedAnswer(201, {}, { body });
    expect(clausesThat(outcome, 'warn')).toContain('mava/body/null');
    expect(clausesThat(outcome, 'fail')).toEqual([]);
  });

  it.each([
    ['another path', { path: '/other' }],
    ['another method', { method: 'PUT' }],
    ['a body that is no JSON', { body: 'a=b', headers: { 'Content-Type': 'text/plain' } }],
    ['half of a JSON body', { body: '{"customerId":' }],
  ])('%s passes', async (_what, request) => {
    const outcome = await judgedAnswer(404, {}, request);
    expect(outcome.lines).toHaveLength(1);
    expect(outcome.report.findings).toEqual([]);
  });
});

it('what no exchange showed is inconclusive, and says so', async () => {
  const { report } = await judgedAnswer(404, {}, { path: '/other' });
  const reasons = report.clauses.flatMap(({ verdict, reason }) =>
    verdict === 'inconclusive' ? [reason] : [],
  );
  expect(reasons.length).toBeGreaterThan(100);
  expect(new Set(reasons)).toEqual(new Set(['no exchange that passed showed it']));
  expect(report).toMatchObject({ exitCode: 3, stopped: { by: 'unusable' } });
});

it('a contract and its operations are told apart by method and path', async () => {
  const { address, target } = await doubleOf('tickiti');
  const proxy = await proxyBefore(target.baseUrl, { provider: 'tickiti' });
  for (const { path } of loadProvider('tickiti').operations)
    await fetch(`${proxy.address}${path}?x=1`, { method: 'POST' });
  const { lines } = await proxy.close();
  expect(lines.map(({ operation }) => operation)).toEqual(['createTicket', 'createTicketUnified']);
  expect(address).not.toBe(proxy.address);
});
