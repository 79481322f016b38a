import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { journalLineSchema } from '../../conformance/audit/journal-line.ts';
import { htmlOf } from '../../conformance/report/html/page.ts';
import { jsonOf } from '../../conformance/report/json.ts';
import { junitOf } from '../../conformance/report/junit.ts';
import { markdownOf } from '../../conformance/report/markdown.ts';
import { terminalOf } from '../../conformance/report/terminal.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { temporaryFolder } from '../support/cli.ts';
import { httpServer, proxyBefore } from './support.ts';

const token = 'tok+en/9f3c2b7a-secret';
const query = 'query-secret-55d1';
const cookie = 'session-0123456789abcdef';
const basic = 'pass-word-4711';
const secrets = [token, query, cookie, basic, Buffer.from(`me:${basic}`).toString('base64')];

it('no secret is in anything that is written or shown', async () => {
  // It says again whatever it was sent, and breaks the contract, so that all of it is in a finding.
  const upstream = await httpServer((request, response) => {
    const { url, headers } = request;
    response.writeHead(200, { 'X-Token-Again': token, 'Set-Cookie': `id=${cookie}` });
    response.write(JSON.stringify({ url, headers, token }));
    response.end();
  });
  const journal = path.join(temporaryFolder(), 'journal.jsonl');
  const warnings: string[] = [];
  const { address, close } = await proxyBefore(upstream, {
    journal,
    record: true,
    warn: (one) => warnings.push(one),
  });
  const auth = `Basic ${Buffer.from(`me:${basic}`).toString('base64')}`;
  for (const headers of [
    { 'x-auth-token': token },
    { 'x-auth-token': token, Cookie: `id=${cookie}`, Authorization: auth },
  ]) {
    const answer = await fetch(
      `${address}/api/ticket?api_key=${query}&again=${encodeURIComponent(token)}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify({ customerId: token, message: { content: `it is ${token}` }, query }),
      },
    );
    expect(await answer.text()).toContain(token);
  }
  const { report, lines, recording } = await close();
  expect(report.findings.length).toBeGreaterThan(0);
  const shown = [
    readFileSync(journal, 'utf8'),
    JSON.stringify(lines),
    recording.text,
    ...[jsonOf, junitOf, markdownOf, htmlOf].map((write) => write(report)),
    terminalOf(report, { verbose: true }),
    ...warnings,
  ];
  for (const secret of secrets)
    for (const form of [secret, encodeURIComponent(secret)])
      for (const text of shown) expect(text).not.toContain(form);
});

it('callers are told apart by their tokens, and a line is of the shape of lines', async () => {
  const upstream = await httpServer((_request, response) => response.writeHead(201).end('{}'));
  const { address, close } = await proxyBefore(upstream);
  for (const caller of ['token-one', 'token-two', 'token-one'])
    await fetch(`${address}/api/agents`, { headers: { 'X-Auth-Token': caller } });
  await fetch(`${address}/api/agents`);
  const { lines } = await close();
  expect(lines.map(({ credential }) => credential)).toEqual([
    ...['caller-1', 'caller-2', 'caller-1'],
    undefined,
  ]);
  const ajv = createAjv({ allErrors: true });
  for (const line of lines)
    expect(
      ajv.validate(journalLineSchema, JSON.parse(JSON.stringify(line))),
      ajv.errorsText(),
    ).toBe(true);
});
