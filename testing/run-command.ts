import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** How a command ended. */
export interface Ended {
  /** Null when it was killed or could not be started. */
  readonly exitCode: number | null;
  /** Whether it was killed because it took too long. */
  readonly isLate: boolean;
  /** When it was over, or was killed, in milliseconds of real time. */
  readonly at: number;
  /** The end of what it printed, on either stream. */
  readonly output: string;
}

interface CommandOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Seconds after which it is killed. */
  readonly timeout: number;
  /** Kills it. */
  readonly signal?: AbortSignal | undefined;
}

/** So many letters of what a command prints are kept. */
const longest = 20_000;

/** How long what it printed at its end may take to come, in milliseconds. */
const lastWords = 500;

/** Runs a line of the shell to its end; what it started in its own group is ended with it. */
export async function runCommand(
  command: string,
  { env, timeout, signal }: CommandOptions,
): Promise<Ended> {
  // A group of its own: to kill the shell alone would leave the command running.
  const hasGroups = process.platform !== 'win32';
  const child = spawn(command, {
    shell: true,
    env,
    detached: hasGroups,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-longest);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const kill = () => {
    try {
      if (hasGroups) process.kill(-(child.pid as number), 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  let isLate = false;
  let at: number | undefined;
  const stop = () => {
    at ??= Date.now();
    kill();
  };
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, timeout * 1000);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve).once('error', () => resolve(null));
  });
  try {
    // What it left running keeps its output open, and is nobody's to wait for.
    const exitCode = await ended;
    stop();
    await Promise.race([closed, delay(lastWords, undefined, { ref: false })]);
    child.stdout.destroy();
    child.stderr.destroy();
    return { exitCode, isLate, at: at ?? Date.now(), output };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    kill();
  }
}
