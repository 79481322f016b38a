import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../specs/contract/root.ts';
import { listenTo } from './support.ts';

/** Starts `doublecheck proxy` on a free port and waits until it says where it is. */
export async function startProxyCommand(...args: readonly string[]) {
  const child = spawn(process.execPath, ['cli/main.ts', 'proxy', ...args, '--port', '0'], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const stdout = text(child.stdout);
  const closed = once(child, 'close');
  const banner = await listenTo(child.stderr as never).until(/Ctrl-C ends/);
  return {
    banner,
    address: /http:\/\/127\.0\.0\.1:\d+/.exec(banner)?.[0] ?? '',
    async end(signal?: NodeJS.Signals) {
      if (signal) child.kill(signal);
      const [code] = await closed;
      return { code, stdout: await stdout };
    },
  };
}

/** Asks a double of mava for a ticket, by way of a proxy. */
export async function createTicket(
  address: string,
  body = '{"customerId":"64c1d2e3f4a5b6c7d8e9f001"}',
): Promise<number> {
  const answer = await fetch(`${address}/api/ticket`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'x-auth-token': 'mava_harbor_primary' },
    body,
  });
  await answer.text();
  return answer.status;
}
