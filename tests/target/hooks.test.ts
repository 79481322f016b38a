import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { readWith } from './write-target.ts';

/** A server that notes what it is asked, and answers with a status. */
async function notingServer(status = 200) {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const body = await text(request);
    seen.push([method, url, headers['content-type'], headers['x-admin'], body].join(' '));
    response.writeHead(status).end('done');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

/** A server that answers these paths, and lets all else wait for ever. */
async function silentServer(answers: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const server = createServer((request, response) => {
    const answer = answers[String(request.url)];
    if (answer !== undefined) response.end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the hooks of a target file', () => {
  it('reset the server, with the headers that they are given', async () => {
    const { seen, url } = await notingServer();
    const reset = { url, method: 'DELETE', headers: { 'X-Admin': `$\{ADMIN}` } };
    const { controls } = readWith({ reset }, { env: { ADMIN: 'root' } });
    expect(Object.keys(controls ?? {})).toEqual(['reset']);
    await controls?.reset?.();
    expect(seen).toEqual(['DELETE /hook  root ']);
  });

  it('move the clock by the seconds that are asked for', async () => {
    const { seen, url } = await notingServer(204);
    const { controls } = readWith({ clock: { url, body: '{"by":{seconds},"again":{seconds}}' } });
    await controls?.advance?.(31);
    expect(seen).toEqual(['POST /hook application/json  {"by":31,"again":31}']);
  });

  it('say which of them failed, and how', async () => {
    const { url } = await notingServer(500);
    const { controls } = readWith({ reset: { url } });
    await expect(controls?.reset?.()).rejects.toThrow(
      /The reset hook failed: POST \S+ was answered 500/,
    );
    const nobody = readWith({ reset: { url: 'http://127.0.0.1:1/hook' } });
    await expect(nobody.controls?.reset?.()).rejects.toMatchObject({ exitCode: 3 });
  });

  it('give up at once when they are aborted, and not with a fault of their own', async () => {
    const url = await silentServer();
    const { controls } = readWith({ reset: { url }, clock: { url, body: '{seconds}' } });
    for (const work of [
      (signal: AbortSignal) => controls?.reset?.(signal),
      (signal: AbortSignal) => controls?.advance?.(1, signal),
    ]) {
      const abort = new AbortController();
      const ended = work(abort.signal);
      setTimeout(() => abort.abort(new Error('enough')), 20);
      await expect(ended).rejects.toThrow(/^enough$/);
    }
  });
});

describe('the hooks of a double', () => {
  it('give up at once when they are aborted', async () => {
    const target = { baseUrl: 'http://127.0.0.1:1', credentials: {}, tenants: [] };
    const url = await silentServer({
      '/_doublecheck/health': { status: 'ok', providers: ['midlyr'] },
      '/_doublecheck/sandboxes': { id: 's', targets: { midlyr: target } },
    });
    const { controls } = await targetOfDouble(url, 'midlyr');
    const signal = AbortSignal.timeout(20);
    await expect(controls?.reset?.(signal)).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(controls?.advance?.(1, signal)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
