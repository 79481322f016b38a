import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Subject } from './subject.ts';
import type { Run, Tool } from './tool.ts';

/** Runs a peer against a double as it was prepared, for so many seconds at most. */
export async function runTool(tool: Tool, subject: Subject, limit: number): Promise<Run> {
  const { program, args, environment } = tool.command(subject);
  const start = performance.now();
  const child = spawn(program, args, {
    cwd: subject.folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  let wasCut = false;
  const timer = setTimeout(() => {
    wasCut = true;
    // A group of its own, so that what it started ends with it.
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
  }, limit * 1000);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  const failures = [...new Set(tool.failuresIn(output))];
  if (exitCode !== 0 && !wasCut && failures.length === 0)
    throw new Error(`${tool.name} ended with ${exitCode} and names no failure:\n${output}`);
  const seconds = (performance.now() - start) / 1000;
  return { failures, exitCode, requests: subject.requests(), seconds, wasCut };
}
