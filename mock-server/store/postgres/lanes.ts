import { StoreFailure } from '../../faults.ts';
import { type Caller, type Job, runBatch } from './batch.ts';
import type { Database } from './database.ts';
import { asStoreFailure, leavesConnectionUsable } from './failure.ts';
import { onConnection } from './on-connection.ts';

/** Milliseconds that a request waits for those before it in its lane, at most. */
const longestWait = 3_000;

/** How many requests are decided in one transaction at most. */
const largest = 32;

interface Waiting {
  readonly job: Job;
  readonly since: number;
}

/**
 * Requests of one caller go one batch after the other: those that come while a batch is under way are the
 * next one. So the row that all of them change is written once for many, and requests of others, who have
 * lanes of their own, never wait for it.
 */
export class Lanes {
  readonly #database: Database;
  /** The jobs that wait in each lane that has a batch under way. */
  readonly #lanes = new Map<string, Waiting[]>();
  /** How many requests are not decided yet. */
  #asked = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws StoreFailure (by `job.reject`) when too many are waiting already. */
  add(caller: Caller, job: Job): void {
    const { queue, where } = this.#database;
    if (this.#asked >= queue) {
      const problem = `${this.#asked} requests wait for ${where} already`;
      job.reject(new StoreFailure(problem, { simulated: false }));
      return;
    }
    const name = `${caller.provider} ${caller.token ?? ''}`;
    const waiting = { job: this.#counted(job), since: performance.now() };
    const lane = this.#lanes.get(name);
    if (lane) {
      lane.push(waiting);
      return;
    }
    this.#lanes.set(name, [waiting]);
    // What else comes in this turn of the event loop is in the first batch.
    setImmediate(() => this.#drain(caller, name));
  }

  #counted({ wants, decide, resolve, reject }: Job): Job {
    this.#asked += 1;
    let isTold = false;
    const once =
      <T>(tell: (what: T) => void) =>
      (what: T): void => {
        if (!isTold) this.#asked -= 1;
        isTold = true;
        tell(what);
      };
    return { wants, decide, resolve: once(resolve), reject: once(reject) };
  }

  async #drain(caller: Caller, name: string): Promise<void> {
    for (;;) {
      const lane = this.#lanes.get(name) ?? [];
      const next = lane.splice(0, largest);
      if (next.length === 0) break;
      await this.#settle(caller, this.#inTime(next));
    }
    this.#lanes.delete(name);
  }

  /** A database that hangs holds up one batch after the other; nobody waits for all of them. */
  #inTime(waiting: readonly Waiting[]): Job[] {
    const earliest = performance.now() - longestWait;
    const [late, inTime] = [
      waiting.filter(({ since }) => since < earliest),
      waiting.filter(({ since }) => since >= earliest),
    ];
    const problem = `${this.#database.where} did not come to this request within ${longestWait} ms`;
    for (const { job } of late) job.reject(new StoreFailure(problem, { simulated: false }));
    return inTime.map(({ job }) => job);
  }

  /** Every job is told something, whatever happens. */
  async #settle(caller: Caller, jobs: readonly Job[]): Promise<void> {
    try {
      await this.#run(caller, jobs);
    } catch (error) {
      // One of them may have spoilt it for the others.
      if (jobs.length > 1 && leavesConnectionUsable(error)) {
        for (const job of jobs) await this.#settle(caller, [job]);
      } else for (const job of jobs) job.reject(asStoreFailure(error));
    }
  }

  async #run(caller: Caller, jobs: readonly Job[]): Promise<void> {
    if (jobs.length === 0) return;
    await onConnection(this.#database.pool, (client) => runBatch(client, caller, jobs));
  }
}
