import type { Attempt } from './attempt.ts';
import { overFor } from './intent.ts';

/** The most attempts that were on their way at a time. */
export interface Crowd {
  readonly peak: number;
  /** The first and the last of those. */
  readonly evidence: readonly Attempt[];
  /** How often one came in the place of one that ended: so does a pool, and what has no bound does not. */
  readonly refills: number;
}

/** @param attempts in the order in which they began. */
export function crowdOf(attempts: readonly Attempt[]): Crowd {
  const ends = attempts.map(overFor).sort((a, b) => a - b);
  let over = 0;
  let peak = 0;
  let refills = 0;
  let latest = -1;
  for (const [index, { began }] of attempts.entries()) {
    while (over < index && (ends[over] as number) <= began) over += 1;
    const open = index + 1 - over;
    if (open === peak) refills += 1;
    if (open > peak) [peak, refills, latest] = [open, 0, index];
  }
  const last = attempts[latest];
  const first = last && attempts.find((attempt) => overFor(attempt) > last.began);
  return { peak, refills, evidence: first && last ? [first, last] : [] };
}
