import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { patience, printedAddress } from './printed-address.ts';

/** A server in a process of its own. */
export interface ChildServer {
  readonly address: string;
  readonly pid: number;
  /** What `performance.now()` was just before the process was spawned. */
  readonly spawnedAt: number;
  stop(): Promise<void>;
}

/** The arguments of Node that serve doubles on a free port, with the options of Node's that `npm start` has. */
export function doubleArguments(...options: readonly string[]): string[] {
  const { start } = JSON.parse(readFileSync(fileHere('../package.json'), 'utf8')).scripts;
  const ofNode = String(start)
    .split(' ')
    .filter((word) => word.startsWith('--'));
  return [...ofNode, fileHere('../cli/main.ts'), 'serve', ...options, '--port', '0', '--quiet'];
}

export function fileHere(relative: string): string {
  return path.join(import.meta.dirname, relative);
}

/**
 * Starts Node and waits for the first address of a server on its standard output.
 *
 * @param within milliseconds.
 * @throws Error when the process ends without having named one, or has named none in time; then it is killed.
 */
export async function startChild(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  within = patience,
): Promise<ChildServer> {
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const address = await printedAddress(child.stdout, within);
  if (address) return { address, pid: child.pid ?? 0, spawnedAt, stop };
  child.kill('SIGKILL');
  await ended;
  throw new Error(`node ${args.join(' ')} never served`);
}
