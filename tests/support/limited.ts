import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../specs/contract/root.ts';

/** A program of ours whose files, and those of its children, cannot grow beyond a bound. */
export interface Limited {
  /** What it said that it was waited for. */
  readonly said: RegExpMatchArray;
  /** Closes its standard input and sends it SIGTERM, unless it is to end by the first. */
  stop(): Promise<{ code: number | null; signal: string | null }>;
}

/**
 * Runs a program for which the disk is full, by what every POSIX shell can do: beyond the bound a file cannot
 * be written.
 *
 * @param blocks of 512 bytes.
 * @param until what it says when it is ready.
 */
export async function runLimited(
  blocks: number,
  args: readonly string[],
  until: RegExp,
  endsByItself = false,
): Promise<Limited> {
  const program = [process.execPath, ...args].map((word) => `'${word}'`).join(' ');
  const child = spawn('/bin/sh', ['-c', `ulimit -f ${blocks} && exec ${program}`], {
    cwd: packageRoot,
    // In bash too, the blocks of a shell that keeps to POSIX are of 512 bytes.
    env: { ...process.env, POSIXLY_CORRECT: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close');
  const stop = async () => {
    child.stdin.end();
    if (!endsByItself) child.kill('SIGTERM');
    const [code, signal] = await ended;
    return { code, signal };
  };
  onTestFinished(async () => void (await stop()));
  let all = '';
  const said = await new Promise<RegExpMatchArray>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      all += part;
      const found = all.match(until);
      if (found) resolve(found);
    });
    ended.then(() => reject(new Error(`it ended before it said ${until}: ${all}`)));
  });
  return { said, stop };
}
