import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** The server has a core, and whoever asks it another. */
export const serverCore = 0;
export const generatorCore = 1;

/** Whether processes can be held to a core here: Linux with `taskset` and two cores at least. */
export const canPin = cpus().length > 1 && has('taskset', ['--version']);

/** A command that stays on a core, where that is possible. */
export function onCore(core: number, command: readonly string[]): readonly [string, ...string[]] {
  const held = canPin ? ['taskset', '-c', String(core), ...command] : command;
  return held as [string, ...string[]];
}

/** Holds this process, and whatever it starts without saying where, to the generator's core. */
export function stayWithGenerator(): void {
  if (canPin) execFileSync('taskset', ['-acp', String(generatorCore), String(process.pid)]);
}

/** Whether a program can be run. */
export function has(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch (error) {
    // One that runs and ends with another code than 0 is there.
    return (error as { status?: unknown }).status != null;
  }
}
