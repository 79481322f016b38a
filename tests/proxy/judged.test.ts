import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { auditClient } from '../../conformance/audit/audit.ts';
import type { Target } from '../../conformance/play-exchange.ts';
import { sendExchange } from '../../conformance/play-exchange.ts';
import { lastLine, terminalOf } from '../../conformance/report/terminal.ts';
import type { GoldenExchange } from '../../specs/contract/golden-exchange.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { exchangesFile, readExchanges } from '../../specs/contract/read-exchanges.ts';
import { clausesThat, doubleOf, httpServer, watchBefore } from './support.ts';

/**
 * Sends the golden exchanges of a provider, each to a world of its own, by way of a proxy.
 *
 * @param clause only those that show it; all of them by default.
 */
async function sendGolden(
  provider: Provider,
  address: string,
  proxy: string,
  clause?: string,
): Promise<void> {
  const { exchanges: all } = readExchanges(exchangesFile(provider));
  const isMeant = ({ clauses }: GoldenExchange) => clause === undefined || clauses.includes(clause);
  for (const exchange of all.filter(isMeant)) {
    const made = await fetch(`${address}/_doublecheck/sandboxes`, { method: 'POST' });
    const { targets } = (await made.json()) as { targets: Record<string, Target> };
    const target = targets[provider] as Target;
    await sendExchange({ ...target, baseUrl: proxy }, exchange);
  }
}

describe.each(providers)('a clean double of %s', (provider) => {
  it('breaks nothing, and shows what its answers say', async () => {
    const { address, target } = await doubleOf(provider);
    const proxy = await watchBefore(target.baseUrl, { provider });
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
    const clause = defect.split('~')[0] as string;
    const { address, target } = await doubleOf(provider, [defect]);
    const proxy = await watchBefore(target.baseUrl, { provider });
    await sendGolden(provider, address, proxy.address, clause);
    const outcome = await proxy.close();
    expect(clausesThat(outcome, 'fail')).toContain(clause);
    const finding = outcome.report.findings.find(({ clauses }) => clauses.includes(clause));
    expect(finding?.exchanges[0]?.curl).toMatch(/^curl -i -X POST/);
    expect(outcome.report.exitCode).toBe(1);
  });
});

/** A request of mava's, and what it is answered. */
interface Sent {
  readonly status: number;
  readonly answer?: object;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly method?: string;
}

const customer = '"customerId":"64c1d2e3f4a5b6c7d8e9f001"';
const json = { 'Content-Type': 'application/json' };

/** What requests show that a server answers, each packed, as it is told to. */
async function judged(...all: readonly Sent[]) {
  const upstream = await httpServer((request, response) => {
    const { 'x-status': status, 'x-answer': answer } = request.headers;
    request.resume().once('end', () => {
      response.writeHead(Number(status), { ...json, 'Content-Encoding': 'gzip' });
      response.end(gzipSync(String(answer)));
    });
  });
  const { address, close } = await watchBefore(upstream);
  for (const { status, answer = {}, path = '/api/ticket', headers, ...others } of all) {
    const said = { 'X-Status': String(status), 'X-Answer': JSON.stringify(answer) };
    const signed = headers ?? { ...json, 'x-auth-token': 'my-own-token' };
    const request = { method: 'POST', body: `{${customer}}`, ...others };
    await (await fetch(address + path, { ...request, headers: { ...signed, ...said } })).text();
  }
  return close();
}

describe('a packed answer is read', () => {
  it('and breaks what it breaks: for certain, or by an assumption', async () => {
    const outcome = await judged(
      { status: 200 },
      { status: 201, headers: json },
      { status: 201, body: `{${customer},"category":null}` },
    );
    const failed = clausesThat(outcome, 'fail');
    expect(failed, 'another status than the documented one').toContain('mava/response/created');
    expect(failed.join(), 'nobody signed it').toMatch(/mava\/authentication/);
    expect(clausesThat(outcome, 'warn'), 'only assumed').toContain('mava/body/null');
  });

  it('and breaks nothing where the server may answer so, or the contract does not speak of it', async () => {
    const outcome = await judged(
      { status: 503, answer: { error: 'busy' } },
      { status: 400, answer: { error: 'OUT_OF_COFFEE' } },
      { status: 404, path: '/other' },
      { status: 404, method: 'PUT' },
      { status: 404, body: 'a=b', headers: { 'Content-Type': 'text/plain' } },
      { status: 404, body: '{"customerId":' },
    );
    expect(outcome.lines).toHaveLength(6);
    expect(outcome.report.findings).toEqual([]);
  });
});

it('a packed request is read, and is as long as what it says', async () => {
  const body = `{${customer}}`;
  const headers = { ...json, 'x-auth-token': 'my-own-token', 'Content-Encoding': 'gzip' };
  const upstream = await httpServer((request, response) => {
    request.resume().once('end', () => response.writeHead(201, json).end('{}'));
  });
  const { address, close } = await watchBefore(upstream);
  await fetch(`${address}/api/ticket`, { method: 'POST', headers, body: gzipSync(body) });
  const { lines } = await close();
  expect(lines).toMatchObject([{ request: { body, size: body.length } }]);
  const { rules } = auditClient(loadProvider('mava'), lines, { source: address });
  expect(rules.find(({ id }) => id === 'request/valid')?.verdict).toBe('pass');
});

it('what no exchange showed is inconclusive, and says so', async () => {
  const { report } = await judged({ status: 404, path: '/other' });
  const reasons = report.clauses.flatMap(({ verdict, reason }) =>
    verdict === 'inconclusive' ? [reason] : [],
  );
  expect(reasons.length).toBeGreaterThan(100);
  expect(new Set(reasons)).toEqual(new Set(['no exchange that passed showed it']));
  expect(report).toMatchObject({ exitCode: 3, stopped: { by: 'nothing-passed' } });
  expect(terminalOf(report, { verbose: false })).toMatch(/Nothing passed that could be judged/);
  expect(lastLine(report)).toMatch(/exit 3: nothing passed that could be judged/);
});

it('a contract and its operations are told apart by method and path', async () => {
  const { address, target } = await doubleOf('tickiti');
  const proxy = await watchBefore(target.baseUrl, { provider: 'tickiti' });
  for (const { path } of loadProvider('tickiti').operations)
    await fetch(`${proxy.address}${path}?x=1`, { method: 'POST' });
  const { lines } = await proxy.close();
  expect(lines.map(({ operation }) => operation)).toEqual(['createTicket', 'createTicketUnified']);
  expect(address).not.toBe(proxy.address);
});
