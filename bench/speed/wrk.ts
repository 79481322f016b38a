import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Burst, connections, type Generator, judge } from './burst.ts';
import { generatorCore, onCore } from './cores.ts';
import { luaOf } from './lua.ts';

const run = promisify(execFile);

/** What the script prints at its end. */
interface Summary {
  readonly requests: number;
  readonly microseconds: number;
  readonly wrong: number;
  readonly lost: number;
  readonly p50: number;
  readonly p99: number;
}

/** How long an answer may take: a Java machine is slow with its first ones. */
const patience = '20s';

/** With wrk and one thread of it, on a core of its own. */
export const withWrk: Generator = async (address, load, { seconds, most }) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-wrk-'));
  const [script, answers] = [path.join(folder, 'load.lua'), path.join(folder, 'answers')];
  const { host } = new URL(address);
  const seed = randomBytes(4).toString('hex');
  try {
    writeFileSync(script, luaOf(load, { host, answers, seed, ...(most && { most }) }));
    const options = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', patience];
    const [program, ...args] = onCore(generatorCore, ['wrk', ...options, '-s', script, address]);
    const { stdout } = await run(program, args);
    judge(address, load, kept(readFileSync(answers, 'utf8')));
    return burstOf(address, stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

function kept(text: string): { status: number; body: string }[] {
  return text
    .split('\0')
    .slice(0, -1)
    .map((answer) => ({ status: Number(answer.slice(0, 3)), body: answer.slice(4) }));
}

function burstOf(address: string, printed: string): Burst {
  const line = printed.trim().split('\n').at(-1) ?? '';
  const { requests, microseconds, wrong, lost, p50, p99 } = JSON.parse(line) as Summary;
  if (wrong + lost > 0 || requests === 0)
    throw new Error(`${address}: of ${requests} answers ${wrong} are wrong, and ${lost} are lost`);
  return {
    requests,
    requestsPerSecond: requests / (microseconds / 1e6),
    p50: p50 / 1000,
    p99: p99 / 1000,
  };
}
