import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

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
 * @throws Error when the process ends without having named one.
 */
export async function startChild(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
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
  for await (const line of createInterface(child.stdout)) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (!address) continue;
    child.stdout.resume();
    return { address, pid: child.pid ?? 0, spawnedAt, stop };
  }
  throw new Error(`node ${args.join(' ')} ended and never served`);
}
