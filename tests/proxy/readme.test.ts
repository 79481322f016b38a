import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../specs/contract/root.ts';
import { runCli, serve, temporaryFolder } from '../support/cli.ts';
import { createTicket, startProxyCommand } from './command.ts';
import { doubleOf } from './support.ts';

/** The words of the commands by which the README shows the proxy. */
function shown(): readonly string[][] {
  const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');
  const [, block = ''] = /```sh\n(npm run doublecheck -- proxy [\s\S]*?)```/.exec(readme) ?? [];
  return block
    .trim()
    .split('\n')
    .map((line) => line.replace('npm run doublecheck -- ', '').split(' '));
}

it('what the README shows works, from the proxy to a double that knows what passed', async () => {
  const [proxy, audit, served, replay] = shown() as [string[], string[], string[], string[]];
  const folder = temporaryFolder();
  const { target } = await doubleOf('mava');
  const here = (words: readonly string[], address = '') =>
    words.slice(1).map((word) => {
      if (word.startsWith('https://')) return target.baseUrl;
      if (word.startsWith('http://')) return address;
      return /^[a-z]+\.(yaml|jsonl)$/.test(word) ? path.join(folder, word) : word;
    });

  const running = await startProxyCommand(...here(proxy));
  expect(await createTicket(running.address)).toBe(201);
  expect((await running.end('SIGINT')).code).toBe(0);
  expect(await runCli(['audit', ...here(audit)])).toMatchObject({ code: 0 });
  const double = await serve(here(served));
  const { stdout, code } = await runCli(['replay', ...here(replay, double.address)]);
  expect(stdout).toBe('1 of 1 exchanges replayed, 0 different\n');
  expect(code).toBe(0);
});
