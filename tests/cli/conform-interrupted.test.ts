import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../../specs/contract/root.ts';
import { temporaryFolder } from '../support/cli.ts';

/** A server that takes requests and never answers, and tells of the first. */
async function silentServer(): Promise<{ url: string; asked: Promise<unknown> }> {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const asked = once(server, 'request');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

it('Ctrl-C ends a run at once, which reports what it saw and is no success', async () => {
  const { url, asked } = await silentServer();
  const folder = temporaryFolder();
  const target = path.join(folder, 'target.yaml');
  writeFileSync(
    target,
    `{ provider: midlyr, baseUrl: '${url}', credentials: { primary: { tenant: t, token: secret } },
       tenants: [{ id: t }], may: { createTickets: 10 } }`,
  );
  const json = path.join(folder, 'report.json');
  const args = [
    'cli/main.ts',
    'conform',
    'midlyr',
    '-t',
    target,
    '--timeout',
    '60',
    '--json',
    json,
  ];
  const child = spawn(process.execPath, args, {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = text(child.stdout);
  await asked;
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  const report = JSON.parse(readFileSync(json, 'utf8'));
  expect(report.stopped.by).toBe('aborted');
  expect(report.clauses.some(({ verdict }: { verdict: string }) => verdict === 'pass')).toBe(false);
  expect(code).toBe(130);
  expect(await said).toMatch(/interrupted: no documented clause failed until then\n$/);
});
