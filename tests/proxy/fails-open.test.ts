import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
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
      message: expect.stringMatching(/\b2\b/),
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
