import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';

/**
 * Waits until a command is told to end, or so many seconds are over. It does not itself keep the process
 * alive where no seconds are given.
 */
export async function untilEnd(signal: AbortSignal, limit?: number): Promise<void> {
  if (signal.aborted) return;
  if (limit === undefined) await once(signal, 'abort');
  else await pass(limit * 1000, undefined, { signal }).catch(() => {});
}
