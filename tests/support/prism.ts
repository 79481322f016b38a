import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../specs/contract/root.ts';

const program = path.join(packageRoot, 'node_modules', '.bin', 'prism');

/** A running Prism, on a port that it found free. */
export interface Prism {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Runs Prism with these arguments until it is stopped.
 *
 * @throws Error with what Prism printed when it ends without having listened.
 * @example
 * const prism = await startPrism('mock', 'specs/mava/openapi.yaml');
 */
export async function startPrism(...args: readonly string[]): Promise<Prism> {
  const child = spawn(process.execPath, [program, ...args, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    if (hasEnded(child)) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  const said: string[] = [];
  child.stderr.on('data', (text) => said.push(String(text)));
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    const [, address] = /Prism is listening on (http:\S+)/.exec(line) ?? [];
    if (!address) continue;
    child.stdout.resume();
    return { address, stop };
  }
  await stop();
  throw new Error(`Prism did not start:\n${said.join('\n')}`);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
