import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { demandProxyFiles } from '../../cli/proxy-files.ts';
import { startProxyCommand } from '../proxy/command.ts';
import { refusalOf, temporaryFolder } from '../support/cli.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { type Client, useDouble } from '../support/use-double.ts';

const double = useDouble({ providers: ['loop'] });

/** What `doublecheck proxy` makes of one ticket of a client, and what it ends with. */
async function proxied({ target }: Client, ...options: string[]) {
  const proxy = await startProxyCommand('loop', '-u', target.baseUrl, ...options);
  const { operation, body } = ticketOperation('loop');
  const { header = '', value = '' } = target.credentials.primary ?? {};
  const answer = await fetch(proxy.address + operation.path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [header]: value },
    body: JSON.stringify(body),
  });
  await answer.text();
  return { ...(await proxy.end('SIGINT')), status: answer.status };
}

describe('doublecheck proxy', () => {
  it('with --strict holds both parts to it', async () => {
    const client = await double.client('loop');
    const { code, stdout, status } = await proxied(client, '--strict', '--attempts', '3');
    expect(status).toBe(201);
    expect(stdout).toMatch(/^server: .* exit 1: strict, and a clause warns or was not exercised$/m);
    expect(stdout).toMatch(/^client: .* exit 1: strict/m);
    expect(code).toBe(1);
  });

  it('takes the word of who says that the client did not report', async () => {
    const client = await double.client('loop');
    await client.chaos({ rules: [{ trouble: 'server-error' }] });
    const { code, stdout } = await proxied(client, '--no-reported');
    expect(stdout).toContain('nobody was told');
    expect(code).toBe(1);
  });

  it('refuses --reported beside --no-reported', async () => {
    expect(await refusalOf(['proxy', 'loop', '--reported', '--no-reported'])).toMatch(/opposite/);
  });
});

describe('the files of doublecheck proxy', () => {
  const file = (name: string) => path.join(temporaryFolder(), name);

  it.each([
    ['journal', 'r.client.json'],
    ['record', 'r.client.json'],
    ['html', 'r.client.json'],
    ['target', 'r.json'],
    ['journal', './x/../r.json'],
  ])("are each one file: no %s beside the server's report or the client's", (option, name) => {
    const files = { json: 'r.json', [option]: name };
    expect(() => demandProxyFiles(files)).toThrow(/^r\.(client\.)?json would be two files/);
  });

  it('are taken where each is one of its own', () => {
    const [json, html, journal] = [file('r.json'), file('r.html'), file('j.jsonl')];
    demandProxyFiles({ json, html, journal, record: file('e.yaml') });
  });
});

describe('a report that cannot be written when all is over', () => {
  it('costs no other, and the verdicts are told first', async () => {
    const client = await double.client('loop');
    const folder = temporaryFolder();
    const [json, html] = [path.join(folder, 'r.json'), path.join(folder, 'sub', 'r.html')];
    mkdirSync(path.dirname(html));
    const proxy = await startProxyCommand(
      'loop',
      '-u',
      client.target.baseUrl,
      '--json',
      json,
      '--html',
      html,
    );
    await fetch(proxy.address).then((answer) => answer.text());
    rmSync(path.dirname(html), { recursive: true });
    const { code, stdout } = await proxy.end('SIGINT');
    expect(stdout).toMatch(/^server: .*\nclient: /m);
    expect(readdirSync(folder).sort()).toEqual(['r.client.json', 'r.json']);
    expect(code).toBe(2);
  });
});
