import { execFileSync } from 'node:child_process';

/** What a program says of its version: the first thing that looks like one. */
export function versionOf(program: string, args: readonly string[]): string {
  const said = execFileSync(program, args, { encoding: 'utf8' });
  return /\d+\.\d+\.\d+/.exec(said)?.[0] ?? said.trim();
}
