import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { patience, printedAddress } from '../printed-address.ts';
import { onCore, serverCore } from './cores.ts';

/** A server in a process of its own, on the servers' core. */
export interface Server {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** How a server is started. What it prints is read and thrown away. */
export interface Start {
  readonly command: readonly string[];
  /** Where it will listen; without, the first address that it prints is its own. */
  readonly port?: number;
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** @throws Error with what it printed when it ends, or does not listen in time. */
export async function startServer({ command, port, folder, environment }: Start): Promise<Server> {
  const [program, ...args] = onCore(serverCore, command);
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
    env: { ...process.env, ...environment },
  });
  const said: string[] = [];
  child.stderr.on('data', (text) => said.length < 100 && said.push(String(text)));
  child.stdout.on('data', (text) => said.length < 100 && said.push(String(text)));
  const address =
    port === undefined ? await printedAddress(child.stdout) : await listening(port, child);
  if (address) return { address, pid: child.pid ?? 0, stop: () => end(child) };
  await end(child);
  throw new Error(`${command.join(' ')} did not serve:\n${said.join('')}`);
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(port: number, child: ChildProcess): Promise<string | undefined> {
  for (const until = Date.now() + patience; Date.now() < until; await pause(100)) {
    if (hasEnded(child)) return undefined;
    if (await accepts(port)) return `http://127.0.0.1:${port}`;
  }
  return undefined;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
