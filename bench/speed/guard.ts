import type { Comparison } from './compare.ts';
import type { Row } from './rounds.ts';
import { bareServers } from './subjects/bare.ts';
import { double } from './subjects/double.ts';
import { prismQuiet } from './subjects/prism.ts';
import type { Subject } from './subjects/subject.ts';

const [bare] = bareServers as [Subject];

/** Who is asked for it, with Tickiti's requests. */
export const guarded: readonly Subject[] = [bare, double, prismQuiet];

/** How much faster than somebody else we are within one run, and what that must not fall below. */
interface Floor {
  /** Ours: the name of a load. */
  readonly load: string;
  readonly beside: string;
  /** Well below what was measured when it was written down: on a busy machine it varies by a third. */
  readonly least: number;
}

export const floors: readonly Floor[] = [
  { load: 'create', beside: bare.name, least: 0.18 },
  { load: 'create', beside: prismQuiet.name, least: 3 },
  { load: '422, validation error', beside: bare.name, least: 0.35 },
  { load: '422, validation error', beside: prismQuiet.name, least: 5 },
];

/** A floor and what was found. */
export interface Finding extends Floor {
  readonly ratio: number;
  readonly holds: boolean;
}

/** Ratios alone: how fast the machine is does not matter. One that cannot be formed does not hold. */
export function findingsOf({ rows }: Comparison, wanted: readonly Floor[] = floors): Finding[] {
  return wanted.map((floor) => {
    const ratio = costOf(rows, floor.beside, 'create') / costOf(rows, double.name, floor.load);
    return { ...floor, ratio, holds: ratio >= floor.least };
  });
}

export function lineOf({ load, beside, least, ratio, holds }: Finding): string {
  const verdict = holds ? 'holds' : 'FELL';
  return `${verdict}: ${load}, ${ratio.toFixed(2)} times ${beside}; at least ${least}`;
}

/**
 * What a request takes: of the processor where the system tells it, which others on the machine hardly
 * change, and else of the time.
 */
function costOf(rows: readonly Row[], subject: string, load: string): number {
  const found = rows.find((row) => row.subject === subject && row.load === load);
  if (!found) return Number.NaN;
  const { microseconds, requestsPerSecond } = found;
  return Number.isNaN(microseconds) ? 1e6 / requestsPerSecond : microseconds;
}
