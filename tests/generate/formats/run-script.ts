import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { type Finished, temporaryFolder } from '../../support/cli.ts';

/** Runs a shell script to its end, with these variables and no others. */
export async function runScript(
  script: string,
  env: Readonly<Record<string, string>>,
  shell = 'dash',
): Promise<Finished> {
  const file = path.join(temporaryFolder(), 'cases.sh');
  writeFileSync(file, script);
  const child = spawn(shell, [file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}
