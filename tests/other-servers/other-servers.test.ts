import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Change, modules, type Sent, serve } from './in-a-test.ts';

const subjects = Object.entries(modules).flatMap(([provider, { variants }]) =>
  variants.map((variant) => [provider as keyof typeof modules, variant] as const),
);

const hostile: readonly Sent[] = [
  { body: '' },
  { body: '{' },
  { body: '"' },
  { body: '\uFEFF{}' },
  { body: '[]' },
  { body: 'null' },
  { body: '['.repeat(200_000) },
  { body: '{"a":'.repeat(50_000) },
  { body: `{"a":${'['.repeat(2_000)}${']'.repeat(2_000)}}` },
  { body: '{"__proto__":{"polluted":true},"constructor":1,"toString":null}' },
  { body: '{"data":{"__proto__":{"polluted":true}},"customer":{"__proto__":null}}' },
  { body: `"${'a'.repeat(9_000_000)}"` },
  { body: '{"a":1,"a":2}' },
  { body: '{"a\\ud800":"\\ud800\\u0000","b":1e999}' },
  { headers: { 'Content-Type': 'text/plain' } },
  { headers: { 'Content-Type': 'application/json; charset=utf-16' } },
  { headers: { 'Content-Encoding': 'gzip' } },
  { headers: { 'Idempotency-Key': 'a'.repeat(8_000) } },
  { method: 'GET', body: undefined },
  { method: 'HEAD', body: undefined },
  { method: 'DELETE' },
  { method: 'PROPFIND' },
  { path: '/' },
  { path: '//' },
  { path: '/%ff/..%2f' },
];

/** Sends text and reads until the server hangs up. */
function exchange(baseUrl: string, text: string): Promise<string> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = '';
  socket.write(text);
  return new Promise((resolve) => {
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {}).on('close', () => resolve(answer));
  });
}

describe.each(subjects)('%s, %s', (provider, variant) => {
  it('stays up and answers without a server error whatever it is sent', async () => {
    const { send } = await serve(provider, variant);
    const statuses = await Promise.all(hostile.map(async (sent) => (await send(sent)).status));
    expect(Math.max(...statuses)).toBeLessThan(500);
    expect(({} as Change).polluted).toBeUndefined();
    expect((await send()).status).toBeLessThan(300);
  });

  it('answers what is no HTTP in words of its own, and outlives uploads that break off', async () => {
    const { server, send } = await serve(provider, variant);
    const answer = await exchange(server.baseUrl, 'NOT HTTP AT ALL\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*\r\n\r\n\{.+\}$/s);
    const upload = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{';
    const { hostname, port } = new URL(server.baseUrl);
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.write(upload, () => socket.destroy());
    });
    await new Promise((resolve) => socket.on('close', resolve));
    expect((await send()).status).toBeLessThan(300);
  });

  it('refuses paths and methods that the page does not have', async () => {
    const { send } = await serve(provider, variant);
    expect((await send({ path: '/nothing/here' })).status).toBe(404);
    expect([404, 405]).toContain((await send({ method: 'PUT' })).status);
  });

  it('closes while an upload is under way', async () => {
    const { server } = await serve(provider, variant);
    const upload = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{';
    const cut = exchange(server.baseUrl, upload);
    // The answer to another request shows that the upload has begun.
    await fetch(server.baseUrl);
    await server.close();
    expect(await cut).toBe('');
    await expect(fetch(server.baseUrl)).rejects.toThrow();
  });
});

it('every role stands for a tenant that is there', async () => {
  for (const [provider, { variants }] of Object.entries(modules)) {
    const { server } = await serve(provider as keyof typeof modules, String(variants[0]));
    expect(Object.keys(server.credentials)).toEqual(
      expect.arrayContaining(['primary', 'second-key', 'second-tenant']),
    );
    const ids = server.tenants.map(({ id }) => id);
    for (const { tenant } of Object.values(server.credentials)) expect(ids).toContain(tenant);
  }
});

it('none of them shares code with the double, the contracts or the suite', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts'));
  expect(sources.length).toBeGreaterThan(10);
  for (const file of sources) {
    const source = readFileSync(path.join(import.meta.dirname, file), 'utf8');
    const imported = [...source.matchAll(/from '(\.[^']+)'/g)].map(([, name]) =>
      path.join(path.dirname(file), String(name)),
    );
    expect(imported.filter((name) => name.startsWith('..'))).toEqual([]);
  }
});

it('close leaves nothing: a program that used every server ends by itself', async () => {
  const program = `
    for (const name of ${JSON.stringify(Object.keys(modules))}) {
      const { start, variants } = await import(${JSON.stringify(import.meta.dirname)} + '/' + name + '.ts');
      for (const variant of variants) {
        const server = await start(variant);
        const { header, value } = server.credentials.primary;
        await fetch(server.baseUrl, { method: 'POST', headers: { [header]: value }, body: '{}' });
        await server.close();
        await fetch(server.baseUrl).then(() => console.log('still there'), () => console.log('closed'));
      }
    }`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { timeout: 15_000 },
  );
  expect(stdout).toBe('closed\n'.repeat(subjects.length));
});
