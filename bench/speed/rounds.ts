import { medianBy } from '../median.ts';
import type { Burst } from './burst.ts';
import { fire } from './generator.ts';
import type { Load } from './load.ts';
import { workOf } from './process-figures.ts';
import type { Server } from './server.ts';

export const rounds = 3;

/** A server and one thing that it is asked. */
export interface Entry {
  readonly subject: string;
  readonly server: Server;
  readonly load: Load;
}

/** Its round in the middle by requests a second. */
export interface Row extends Burst {
  readonly subject: string;
  readonly load: string;
  /** The part of a core that the server used: well below 1, it waited for the generator or another process. */
  readonly busy: number;
  /** Of the processor, a request: what else runs on the machine hardly changes it. */
  readonly microseconds: number;
}

/**
 * Warms up each, then all of them in turn, several times over: a slow minute of the machine hits all alike.
 * One load at a time.
 */
export async function playRounds(entries: readonly Entry[], seconds: number): Promise<Row[]> {
  const measured = new Map<Entry, Row[]>(entries.map((entry) => [entry, []]));
  for (let round = 0; round <= rounds; round += 1)
    for (const [entry, rows] of measured) {
      const row = await playOnce(entry, seconds);
      if (round > 0) rows.push(row);
    }
  return [...measured.values()].map((rows) =>
    medianBy(rows, ({ requestsPerSecond }) => requestsPerSecond),
  );
}

async function playOnce({ subject, server, load }: Entry, seconds: number): Promise<Row> {
  const before = workOf(server.pid);
  const burst = await fire(server.address, load, { seconds }).catch((cause) => {
    throw new Error(`${subject}: ${load.name}`, { cause });
  });
  const work = workOf(server.pid) - before;
  const elapsed = (burst.requests / burst.requestsPerSecond) * 1e6;
  const microseconds = work / burst.requests;
  return { subject, load: load.name, ...burst, busy: work / elapsed, microseconds };
}
