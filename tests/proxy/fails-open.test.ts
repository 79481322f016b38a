import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Ledger } from '../../conformance/proxy/ledger.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { temporaryFolder } from '../support/cli.ts';
import { httpServer, proxyBefore } from './support.ts';

/** Posts a body to mava's endpoint by way of a proxy. */
async function post(address: string, body: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json', 'x-auth-token': 'my-own-token' };
  const answer = await fetch(`${address}/api/ticket`, { method: 'POST', headers, body });
  await answer.text();
  return answer.status;
}

const created = () =>
  httpServer((request, response) => {
    request.resume().once('end', () => response.writeHead(201).end('{}'));
  });

describe('traffic goes on', () => {
  it('when a check fails, which is told once and counted', async () => {
    const warnings: string[] = [];
    const proxy = await proxyBefore(await created(), { warn: (one) => warnings.push(one) });
    // Deeper than the checks can follow.
    const nest = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const deep = `{"customerId":"64c1d2e3f4a5b6c7d8e9f001","beside":${nest}}`;
    expect([await post(proxy.address, deep), await post(proxy.address, deep)]).toEqual([201, 201]);
    expect(await post(proxy.address, '{"customerId":"64c1d2e3f4a5b6c7d8e9f001"}')).toBe(201);
    const { lines, report } = await proxy.close();
    expect(lines).toHaveLength(3);
    expect(warnings).toEqual([expect.stringMatching(/could not be judged.*The traffic goes on/)]);
    expect(report.stopped).toMatchObject({
      by: 'crashed',
      message: 'Of 3 exchanges, 2 could not be judged.',
    });
  });

  it.runIf(existsSync('/dev/full'))('when there is no room for the journal', async () => {
    const warnings: string[] = [];
    const proxy = await proxyBefore(await created(), {
      journal: '/dev/full',
      warn: (one) => warnings.push(one),
    });
    for (let i = 0; i < 3; i++) expect(await post(proxy.address, '{"customerId":1}')).toBe(201);
    const { lines, report } = await proxy.close();
    expect(lines).toHaveLength(3);
    expect(warnings).toEqual([expect.stringMatching(/could not be journaled: .*ENOSPC/)]);
    expect(report.findings.length).toBeGreaterThan(0);
    expect(report.stopped?.message).toBe('Of 3 exchanges, 3 could not be put into the journal.');
  });
});

it('a journal has a line for each exchange, behind those that were there', async () => {
  const journal = path.join(temporaryFolder(), 'journal.jsonl');
  for (const _ of [1, 2]) {
    const proxy = await proxyBefore(await created(), { journal });
    await post(proxy.address, '{"customerId":"64c1d2e3f4a5b6c7d8e9f001"}');
    await proxy.close();
  }
  const lines = readFileSync(journal, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject(
    [1, 2].map(() => ({
      provider: 'mava',
      operation: 'createTicket',
      credential: 'caller-1',
      request: { method: 'POST', path: '/api/ticket', size: 41 },
      answer: { status: 201, body: '{}' },
    })),
  );
});

it('a line that was torn off spoils no other: what follows begins on a line of its own', async () => {
  const journal = path.join(temporaryFolder(), 'journal.jsonl');
  appendFileSync(journal, '{"provider":"mava","at":"20');
  const proxy = await proxyBefore(await created(), { journal });
  for (const _ of [1, 2]) await post(proxy.address, '{}');
  await proxy.close();
  const [torn, ...whole] = readFileSync(journal, 'utf8').trimEnd().split('\n');
  expect(torn).toBe('{"provider":"mava","at":"20');
  expect(whole.map((line) => JSON.parse(line).answer.status)).toEqual([201, 201]);
});

it('what was left out is missing in the journal, and the report says so', async () => {
  const journal = path.join(temporaryFolder(), 'journal.jsonl');
  const settings = { contract: loadProvider('mava'), upstream: 'http://127.0.0.1:9', journal };
  const ledger = await Ledger.open(settings, () => {});
  expect(ledger.close(2).report.stopped?.message).toBe(
    'Of 2 exchanges, 2 had to be left out (more passed than could be looked at), 2 could not be put into the journal.',
  );
});
