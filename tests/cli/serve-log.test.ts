import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Serving, serve, temporaryFolder } from '../support/cli.ts';

async function provoke({ address }: Serving): Promise<void> {
  await fetch(`${address}/v1/support/tickets`, { method: 'POST', body: '{}' });
}

describe('the log of doublecheck serve', () => {
  it('has a line of JSON for each request, with the clause that refused it', async () => {
    const serving = await serve(['loop']);
    await provoke(serving);
    const lines = await serving.logged(/\n/);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(String(lines[0]))).toMatchObject({
      level: 30,
      provider: 'loop',
      method: 'POST',
      path: '/v1/support/tickets',
      status: 401,
      outcome: 'refused',
      clause: 'loop/authentication/missing',
      msg: 'POST /v1/support/tickets 401 loop/authentication/missing',
    });
  });

  it('has no clause where nothing was refused, and never a secret', async () => {
    const serving = await serve(['mava']);
    const headers = { 'x-auth-token': 'mava_harbor_primary' };
    expect((await fetch(`${serving.address}/api/agents`, { headers })).status).toBe(200);
    const [line = ''] = await serving.logged(/\n/);
    expect(JSON.parse(line)).toMatchObject({ status: 200, outcome: 'accepted' });
    expect(line).not.toContain('clause');
    expect(line).not.toContain('fault');
    expect(line).not.toContain('mava_harbor_primary');
  });

  it.each([
    ['', '{ trouble: lost-answer, how: reset }', 'lost-answer reset'],
    [', though the answer does not', '{ trouble: slow-body, seconds: 0.1 }', 'slow-body 0.1 s'],
  ])('says what trouble there was%s', async (stealth, rule, fault) => {
    const file = path.join(temporaryFolder(), 'chaos.yaml');
    writeFileSync(file, `rules:\n  - ${rule}\n`);
    const serving = await serve(['mava', '--chaos', file, ...(stealth ? ['--stealth'] : [])]);
    const headers = { 'x-auth-token': 'mava_harbor_primary' };
    await fetch(`${serving.address}/api/agents`, { headers }).catch(() => {});
    const [line = ''] = await serving.logged(/\n/);
    const msg = `GET /api/agents 200, but: ${fault}`;
    expect(JSON.parse(line)).toMatchObject({ status: 200, fault, msg });
  });

  it.each(['--quiet', '-q'])('says nothing of requests with %s', async (option) => {
    const serving = await serve(['loop', option]);
    await provoke(serving);
    const stopped = serving.stop();
    expect(await stopped).toEqual({ code: 0, signal: null });
    expect(await serving.logged(/^/)).toEqual([]);
  });
});
