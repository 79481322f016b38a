import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds that a process has worked so far, all its threads; NaN where the system does not tell. */
export function workOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.map((thread) => workOfThread(pid, thread)).reduce((sum, one) => sum + one, 0);
  } catch {
    return Number.NaN;
  }
}

/** What a process has in memory; NaN where the system does not tell. */
export function megabytesOf(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return (Number(kilobytes) * 1024) / 1e6;
  } catch {
    return Number.NaN;
  }
}

function workOfThread(pid: number, thread: string): number {
  const [nanoseconds] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1000;
}
