import { StoreFailure } from '../../faults.ts';
import { type Caller, type Job, runBatch } from './batch.ts';
import type { Database } from './connect.ts';
import { asStoreFailure, isOfStatement } from './failure.ts';
import { onConnection } from './on-connection.ts';

/** How many requests are decided in one transaction at most. */
const largest = 32;

/**
 * Requests of one caller go one batch after the other: those that come while a batch is under way are the
 * next one. So the row that all of them change is written once for many, and requests of others, who have
 * lanes of their own, never wait for it.
 */
export class Lanes {
  readonly #database: Database;
  /** The jobs that wait in each lane that has a batch under way. */
  readonly #lanes = new Map<string, Job[]>();
  #waiting = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @throws StoreFailure (by `job.reject`) when too many are waiting already. */
  add(caller: Caller, job: Job): void {
    const { queue, where } = this.#database;
    if (this.#waiting >= queue) {
      const problem = `${this.#waiting} requests wait for ${where} already`;
      job.reject(new StoreFailure(problem, { simulated: false }));
      return;
    }
    this.#waiting += 1;
    const name = `${caller.provider} ${caller.token ?? ''}`;
    const lane = this.#lanes.get(name);
    if (lane) {
      lane.push(job);
      return;
    }
    this.#lanes.set(name, [job]);
    // What else comes in this turn of the event loop is in the first batch.
    setImmediate(() => this.#drain(caller, name));
  }

  async #drain(caller: Caller, name: string): Promise<void> {
    for (;;) {
      const lane = this.#lanes.get(name) ?? [];
      const jobs = lane.splice(0, largest);
      if (jobs.length === 0) break;
      this.#waiting -= jobs.length;
      await this.#settle(caller, jobs);
    }
    this.#lanes.delete(name);
  }

  /** Every job is told something, whatever happens. */
  async #settle(caller: Caller, jobs: readonly Job[]): Promise<void> {
    try {
      await this.#run(caller, jobs);
    } catch (error) {
      // One of them may have spoilt it for the others.
      if (jobs.length > 1 && isOfStatement(error)) {
        for (const job of jobs) await this.#settle(caller, [job]);
      } else for (const job of jobs) job.reject(asStoreFailure(error));
    }
  }

  async #run(caller: Caller, jobs: readonly Job[]): Promise<void> {
    const { pool } = this.#database;
    const outcome = await onConnection(pool, (client) => runBatch(client, caller, jobs, false));
    if (outcome === 'alone')
      await onConnection(pool, (client) => runBatch(client, caller, jobs, true));
  }
}
