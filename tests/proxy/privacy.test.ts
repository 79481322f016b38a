import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { auditClient } from '../../conformance/audit/audit.ts';
import { journalLineSchema } from '../../conformance/audit/journal-line.ts';
import { htmlOf } from '../../conformance/report/html/page.ts';
import { jsonOf } from '../../conformance/report/json.ts';
import { junitOf } from '../../conformance/report/junit.ts';
import { markdownOf } from '../../conformance/report/markdown.ts';
import { terminalOf } from '../../conformance/report/terminal.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { temporaryFolder } from '../support/cli.ts';
import { httpServer, watchBefore } from './support.ts';

const token = 'tok+en/9f3c2b7a-secret';
const query = 'query-secret-55d1';
const cookie = 'session-0123456789abcdef';
const basic = 'pass-word-4711';
const named = {
  password: 'hunter2',
  customer: { clientSecret: 'cs_live_77', list: [{ refresh_token: 4711081547 }] },
  credentials: { user: 'ada-l', word: 'open-sesame' },
};
const inBody = ['hunter2', 'cs_live_77', '4711081547', 'ada-l', 'open-sesame'];
const form = 'pass%77ord=correct-horse-1&x=1&private_key=key-0815';
const inForm = ['correct-horse-1', 'key-0815'];
const secrets = [
  ...[token, query, cookie, basic, Buffer.from(`me:${basic}`).toString('base64')],
  ...[...inBody, ...inForm],
];

it('no secret is in anything that is written or shown', async () => {
  // It says again whatever it was sent, and breaks the contract, so that all of it is in a finding.
  const upstream = await httpServer((request, response) => {
    const { url, headers } = request;
    void text(request).then((body) => {
      response.writeHead(200, { 'X-Token-Again': token, 'Set-Cookie': `id=${cookie}` });
      const again = body.startsWith('{') ? JSON.parse(body) : body;
      response.end(JSON.stringify({ url, headers, token, again, said: 'hunter2' }));
    });
  });
  const journal = path.join(temporaryFolder(), 'journal.jsonl');
  const warnings: string[] = [];
  const { address, close } = await watchBefore(upstream, {
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
      `${address}/api/ticket?api_key=${query}&pwd=${query}&again=${encodeURIComponent(token)}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify({
          ...{ customerId: token, message: { content: `it is ${token}` }, query },
          ...named,
        }),
      },
    );
    expect(await answer.text()).toContain(token);
  }
  await fetch(`${address}/api/ticket`, {
    ...{ method: 'POST', body: form },
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'x-auth-token': token },
  });
  const { report, lines, recording } = await close();
  expect(report.findings.length).toBeGreaterThan(0);
  const client = auditClient(loadProvider('mava'), lines, { source: upstream });
  expect(client.findings.find(({ rule }) => rule === 'secret/header-only')).toBeDefined();
  const shown = [
    JSON.stringify(client),
    readFileSync(journal, 'utf8'),
    JSON.stringify(lines),
    recording.text,
    ...[jsonOf, junitOf, markdownOf, htmlOf].map((write) => write(report)),
    terminalOf(report, { verbose: true }),
    ...warnings,
  ];
  for (const secret of secrets)
    for (const form of [secret, encodeURIComponent(secret)])
      for (const written of shown) expect(written).not.toContain(form);
});

it('callers are told apart by their tokens, and a line is of the shape of lines', async () => {
  const upstream = await httpServer((_request, response) => response.writeHead(201).end('{}'));
  const { address, close } = await watchBefore(upstream);
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

it('what is named as a credential is blotted out and the rest stays as it was written', async () => {
  const upstream = await httpServer((request, response) => {
    request.resume().once('end', () => response.writeHead(201).end('{}'));
  });
  const { address, close } = await watchBefore(upstream, { record: true });
  for (const body of [
    '{ "customerId": "64c1d2e3f4a5b6c7d8e9f001",  "pass\\u0077ord" : "hunter2", "token": null }',
    '{"a":{"api_key":"x\\"y","b":[1]},"secret":["s",{"t":"}"}],"pwd":12,"url":"http://h/?jwt=a&b=2"}',
    '{"customerId":"64c1d2e3f4a5b6c7d8e9f001","password":"cut o',
  ])
    await fetch(`${address}/api/ticket`, {
      ...{ method: 'POST', body },
      headers: { 'Content-Type': 'application/json', 'x-auth-token': token },
    });
  const { lines, recording } = await close();
  const blot = '"[redacted]"';
  expect(lines.map(({ request }) => request.body)).toEqual([
    `{ "customerId": "64c1d2e3f4a5b6c7d8e9f001",  "pass\\u0077ord" : ${blot}, "token": null }`,
    `{"a":{"api_key":${blot},"b":[1]},"secret":${blot},"pwd":${blot},"url":"http://h/?jwt=[redacted]&b=2"}`,
    `{"customerId":"64c1d2e3f4a5b6c7d8e9f001","password":${blot}`,
  ]);
  expect(recording.size).toBe(0);
});
