import { describe, expect, it } from 'vitest';
import { adminOperations, assertRefused, callAdmin, sendAdmin } from '../support/admin.ts';
import { asJson, type Received } from '../support/post-operations.ts';
import { sendRaw } from '../support/raw-http.ts';
import { useDouble } from '../support/use-double.ts';

const open = useDouble();
const adminToken = 'correct-horse';
const locked = useDouble({ adminToken });

/** Sends a head that `fetch` would not let one write: a host, an origin. */
async function sendAs(address: string, name: string, lines: readonly string[]): Promise<Received> {
  const [method, path] = name.split(' ');
  const start = `${method} /_doublecheck${path?.replace(/\{\w+\}/, 'mava')} HTTP/1.1`;
  return sendRaw(address, [start, ...lines, 'Connection: close', '', ''].join('\r\n'));
}

const pages: Record<string, string[]> = {
  'another site': ['Host: localhost:4010', 'Origin: https://evil.example'],
  'a file or a sandboxed frame': ['Host: localhost:4010', 'Origin: null'],
  'another port of this machine': ['Host: localhost:4010', 'Origin: http://localhost:3000'],
  'a form or an image of another site': ['Host: localhost:4010', 'Sec-Fetch-Site: cross-site'],
  'a neighbouring site': ['Host: localhost:4010', 'Sec-Fetch-Site: same-site'],
  'a page at a name of its own that leads here': ['Host: evil.example:4010'],
  'a page at a name that begins like ours': ['Host: localhost.evil.example'],
  'a page at a name that ends like ours': ['Host: evil-localhost'],
  'a page at a name that looks like an address': ['Host: 127.0.0.1.evil.example'],
  'a page at another address': ['Host: 192.168.0.10:4010'],
  'a page without a name': ['Host: '],
};

describe('the admin API without a token', () => {
  it.each(Object.entries(pages))('is closed to %s', async (_name, lines) => {
    for (const name of adminOperations) {
      const answer = await sendAs(open.address, name, lines);
      assertRefused(answer, 403);
      expect([...answer.headers.keys()].join()).not.toContain('access-control');
    }
  });

  it('did nothing of what those pages asked for', async () => {
    const { body } = await callAdmin(open.address, 'GET /health');
    expect(body.sandboxes).toBe(1);
  });

  it.each(['localhost', 'LocalHost:4010', '127.0.0.1:4010', '127.1.2.3', '[::1]:4010'])(
    'is open to a program that calls it %s',
    async (host) => {
      const answer = await sendAs(open.address, 'GET /health', [`Host: ${host}`]);
      expect(answer.status).toBe(200);
    },
  );

  it('is open to a person who typed its address', async () => {
    const lines = ['Host: localhost', 'Sec-Fetch-Site: none'];
    expect((await sendAs(open.address, 'GET /health', lines)).status).toBe(200);
  });

  it('tells targets by the address at which it was called', async () => {
    const answer = await sendAs(open.address, 'GET /targets/{provider}', ['Host: localhost:4010']);
    expect(asJson(answer.text)).toMatchObject({ baseUrl: 'http://localhost:4010/mava' });
  });
});

describe('the admin API with a token', () => {
  it.each(adminOperations)('is closed to whoever does not know it: %s', async (name) => {
    const [method = '', path = ''] = name.split(' ');
    for (const given of ['', 'wrong-horse', `${adminToken} x`, adminToken.toUpperCase()]) {
      const headers = given === '' ? undefined : { 'Doublecheck-Admin-Token': given };
      assertRefused(await sendAdmin(locked.address, method, path, headers && { headers }), 401);
    }
  });

  it('is open to whoever knows it, by any name', async () => {
    const lines = ['Host: double.example', `Doublecheck-Admin-Token: ${adminToken}`];
    expect((await sendAs(locked.address, 'GET /health', lines)).status).toBe(200);
  });

  it('is closed to the credentials of providers', async () => {
    const headers = { Authorization: `Bearer ${adminToken}`, 'X-Auth-Token': adminToken };
    assertRefused(await sendAdmin(locked.address, 'GET', '/health', { headers }), 401);
  });

  it('keeps the token out of the journal', async () => {
    const headers = { 'Doublecheck-Admin-Token': adminToken };
    await fetch(`${locked.address}/mava/nowhere`, { headers });
    const { body } = await callAdmin(locked.address, 'GET /journal', { headers });
    expect(body).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain(adminToken);
  });
});
