import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { providers } from '../../specs/contract/providers.ts';
import { serve } from '../support/cli.ts';
import { ticketOperation } from '../support/file-ticket.ts';

const run = promisify(execFile);

/** The commands of a banner, each with the lines that it goes on over. */
function curlsIn(banner: string): string[] {
  return banner.match(/^ {2}curl (?:.*\\\n)*.*$/gm) ?? [];
}

/** Runs a command as one who pastes it into a shell. Loopback is no matter for a proxy. */
async function paste(command: string): Promise<string> {
  const { stdout } = await run('bash', ['-c', command], { env: { ...process.env, no_proxy: '*' } });
  return stdout;
}

const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

describe('doublecheck serve', () => {
  it('prints an address and the keys of each provider', async () => {
    const { banner, address } = await serve();
    for (const provider of providers)
      expect(banner).toContain(`${provider}  ${address}/${provider}\n`);
    expect(banner).toContain('primary: mava_harbor_primary (org-harbor)');
    expect(banner.match(/^ {2}[a-z-]+: \S+ \(\S+\)$/gm)?.length).toBeGreaterThan(10);
  });

  it.runIf(hasCurl)('prints a request for each provider that works when it is pasted', async () => {
    const { banner } = await serve();
    const curls = curlsIn(banner);
    expect(curls).toHaveLength(providers.length);
    for (const [index, provider] of providers.entries()) {
      const answer = await paste(curls[index] ?? '');
      expect(answer).toContain(`HTTP/1.1 ${ticketOperation(provider).operation.successStatus} `);
    }
  });

  it.runIf(hasCurl)('has the documented refusal for each of them, broken', async () => {
    const { banner } = await serve();
    for (const curl of curlsIn(banner)) {
      expect(await paste(curl.replace(/_primary/, '_nobody'))).toContain('HTTP/1.1 401 ');
      expect(await paste(curl.replace(/-d '.*'/s, "-d '{}'"))).toMatch(/^HTTP\/1.1 4(00|22) /);
      expect(await paste(curl.replace(/(http:\S+)/, '$1/x'))).toContain('HTTP/1.1 404 ');
      expect(await paste(curl.replace('-X POST', '-X PUT'))).toContain('HTTP/1.1 405 ');
    }
  });

  it.each(providers)('serves %s alone at the root', async (provider) => {
    const { banner, address } = await serve([provider]);
    expect(banner).toContain(`${provider}  ${address}\n`);
    const { operation } = ticketOperation(provider);
    expect(banner).toContain(`curl -i -X POST ${address}${operation.path} \\\n`);
    const answer = await fetch(address + operation.path, { method: 'POST' });
    expect(answer.status).toBe(401);
    const health = await (await fetch(`${address}/_doublecheck/health`)).json();
    expect(health).toMatchObject({ providers: [provider] });
  });

  it("serves a world of the user in place of a provider's own", async () => {
    const { banner } = await serve(['--world', 'fixtures/worlds/loop.yaml']);
    expect(banner).toContain('loop_harbor_primary');
  });

  it('makes the same ids again when it is told a seed', async () => {
    const idOf = async () => {
      const { address } = await serve(['loop', '--seed', '7']);
      const { body, operation } = ticketOperation('loop');
      const answer = await fetch(address + operation.path, {
        method: 'POST',
        headers: {
          Authorization: 'Bearer loop_harbor_primary',
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      // The first part of the id is the time.
      return ((await answer.json()) as { ticket_id: string }).ticket_id.slice(-16);
    };
    expect(await idOf()).toBe(await idOf());
  });

  it('asks for the admin token that the environment gives', async () => {
    const { address } = await serve(['loop'], { DOUBLECHECK_ADMIN_TOKEN: 'correct-horse' });
    expect((await fetch(`${address}/_doublecheck/health`)).status).toBe(401);
  });

  it('serves beyond loopback with an admin token', async () => {
    const { address } = await serve(['loop', '--host', '0.0.0.0', '--admin-token', 'x']);
    const { port } = new URL(address);
    const headers = { 'Doublecheck-Admin-Token': 'x' };
    const answer = await fetch(`http://127.0.0.1:${port}/_doublecheck/health`, { headers });
    expect(answer.status).toBe(200);
  });
});
