import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { assert, onTestFinished } from 'vitest';
import { packageRoot } from '../../specs/contract/root.ts';

type Command = ChildProcessByStdio<null, Readable, Readable>;

/** What a command came to. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running `doublecheck serve`. */
export interface Serving {
  readonly address: string;
  /** All that it printed before it served. */
  readonly banner: string;
  readonly process: Command;
  /** The lines on standard error, once one of them matches. */
  logged(pattern: RegExp): Promise<string[]>;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }>;
}

/** Starts a command of the package, to look on at it. */
export function startCli(args: readonly string[]) {
  const child = start(args, {});
  child.stdout.resume();
  child.stderr.resume();
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { process: child, ended };
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): Command {
  const child = spawn(process.execPath, ['cli/main.ts', ...args], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs a command of the package to its end, as a user does. */
export async function runCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  const child = start(args, env);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}

/**
 * Runs a command with what it cannot do, and has the message it ends with. Fails unless it ends as a
 * command must whose input is at fault: with 2, and words rather than a stack.
 */
export async function refusalOf(args: readonly string[]): Promise<string> {
  const child = start(args, {});
  // It may serve after all, and then it would not end.
  child.stdout.once('data', () => child.kill());
  const [stderr, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  assert.deepEqual({ code, signal }, { code: 2, signal: null }, stderr || 'it was not refused');
  assert.notMatch(stderr, /^\s+at /m);
  return stderr;
}

/** Starts `doublecheck serve` on a free port and waits until it says that it serves. */
export async function serve(
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Serving> {
  const child = start(['serve', ...(args.includes('--port') ? [] : ['--port', '0']), ...args], env);
  const ended = once(child, 'close');
  const stderr = collect(child.stderr);
  const stdout = collect(child.stdout);
  const banner = await Promise.race([
    stdout.until(/The admin API is at/),
    ended.then(() => {
      throw new Error(`serve ended: ${stderr.soFar()}`);
    }),
  ]);
  return {
    address: banner.match(/The admin API is at (\S+)\/_doublecheck/)?.[1] ?? '',
    banner,
    process: child,
    logged: async (pattern) => (await stderr.until(pattern)).split('\n').filter(Boolean),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code, by] = await ended;
      return { code, signal: by };
    },
  };
}

/** Gathers what a stream says, for those who wait for something in it. */
function collect(stream: Readable) {
  let all = '';
  const waiting: { pattern: RegExp; resolve: (all: string) => void }[] = [];
  stream.setEncoding('utf8').on('data', (part: string) => {
    all += part;
    for (const { pattern, resolve } of waiting) if (pattern.test(all)) resolve(all);
  });
  return {
    soFar: () => all,
    until: (pattern: RegExp) =>
      new Promise<string>((resolve) => {
        if (pattern.test(all)) resolve(all);
        else waiting.push({ pattern, resolve });
      }),
  };
}

/** A folder that is gone when the test is done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
