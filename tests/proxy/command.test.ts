import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assert, describe, expect, it } from 'vitest';
import { type ProxyCommandOptions, runProxy } from '../../cli/proxy.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { readReport } from '../../conformance/report/json.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { readExchanges } from '../../specs/contract/read-exchanges.ts';
import { refusalOf, runCli, temporaryFolder } from '../support/cli.ts';
import { createTicket, startProxyCommand } from './command.ts';
import { doubleOf, httpServer } from './support.ts';

describe('doublecheck proxy', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'on %s tells what passed, and writes all of it',
    async (signal) => {
      const { target } = await doubleOf('mava');
      const folder = temporaryFolder();
      const file = (name: string) => path.join(folder, name);
      const proxy = await startProxyCommand(
        ...['mava', '--upstream', target.baseUrl, '--journal', file('j.jsonl')],
        ...['--record', file('r.yaml'), '--json', file('r.json'), '--html', file('r.html')],
      );
      expect(proxy.banner).toContain(target.baseUrl);
      expect(await createTicket(proxy.address)).toBe(201);
      const { code, stdout } = await proxy.end(signal);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^server: .*exit 0: no documented clause fails$/m);
      expect(stdout).toMatch(/^client: .*exit 0: no rule is broken\n$/m);
      expect(readFileSync(file('j.jsonl'), 'utf8').split('\n')).toHaveLength(2);
      expect(readExchanges(file('r.yaml')).exchanges).toHaveLength(1);
      expect(readReport(file('r.json'))).toMatchObject({ requests: 1, target: target.baseUrl });
      for (const name of ['r.html', 'r.client.json', 'r.client.html'])
        expect(existsSync(file(name)), name).toBe(true);
    },
  );

  it('ends by itself after --for, with 3 where nothing of the contract passed', async () => {
    const upstream = await httpServer((_request, response) => response.end());
    const proxy = await startProxyCommand('mava', '-u', upstream, '--for', '0.1', '--quiet');
    const { code, stdout } = await proxy.end();
    expect(code).toBe(3);
    expect(stdout).toMatch(/^server: .*nothing passed that could be judged\nclient: .*exit 3.*\n$/);
  });

  it('ends with 1 where a documented clause fails', async () => {
    const { target } = await doubleOf('mava', ['mava/response/created~answers-200']);
    const proxy = await startProxyCommand('mava', '-u', target.baseUrl);
    expect(await createTicket(proxy.address)).toBe(200);
    const { code, stdout } = await proxy.end('SIGINT');
    expect(code).toBe(1);
    expect(stdout).toMatch(/mava\/response\/created/);
  });

  it('ends with 1 where the client breaks a rule, as its journal shows to an audit', async () => {
    const { target } = await doubleOf('mava');
    const journal = path.join(temporaryFolder(), 'j.jsonl');
    const proxy = await startProxyCommand('mava', '-u', target.baseUrl, '--journal', journal);
    await createTicket(proxy.address, '{"customerId":"64c1d2e3f4a5b6c7d8e9f001","silnt":true}');
    await createTicket(proxy.address, '{"customer":{"name":"Ada"}}');
    const { code, stdout } = await proxy.end('SIGINT');
    expect(code).toBe(1);
    expect(stdout).toContain('request/valid');
    const audited = await runCli(['audit', journal, '--quiet']);
    expect(audited).toMatchObject({ code: 1, stdout: expect.stringMatching(/^1 fail/) });
  });
});

describe('doublecheck proxy refuses', () => {
  const upstream = 'http://127.0.0.1:9';

  it('no upstream', async () => {
    expect(await refusalOf(['proxy', 'mava'])).toMatch(/--upstream is missing/);
  });

  it.each([
    ['an upstream of another protocol', { upstream: 'ftp://example.com' }, /http or https/],
    ['one that is no URL', { upstream: 'example.com' }, /http or https/],
    ['one with a user', { upstream: 'http://me:word@example.com' }, /has a user/],
    ['one with a query', { upstream: 'http://example.com/?a=1' }, /end with a path/],
    ['a journal in no folder', { journal: '/no/such/j' }, /no folder/],
    ['a record in no folder', { record: '/no/such/r' }, /no folder/],
    ['one file for two', { journal: 'x', json: 'x' }, /two files/],
    ['a URL as target file', { target: upstream }, /must be a file/],
  ])('%s', async (_what, options, message) => {
    const refusal = await refused('mava', options);
    expect(refusal).toMatch(message);
    expect(refusal).not.toContain('word');
  });

  it('an unknown contract', async () => {
    expect(await refused('nobody', {})).toMatch(/no such file or provider/);
  });

  it('a port that is taken', async () => {
    const { port } = new URL(await httpServer(() => {}));
    expect(await refused('mava', { port: Number(port) })).toMatch(/is taken/);
  });

  /** What the command says before it serves anything. */
  async function refused(contract: string, options: Partial<ProxyCommandOptions>): Promise<string> {
    const given = { upstream, port: 0, host: '127.0.0.1', ...options };
    const refusal = await runProxy(contract, given).catch((error: Error) => error);
    assert(refusal instanceof UsageError || refusal instanceof FileError);
    return refusal.message;
  }
});
