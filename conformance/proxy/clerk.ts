import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LedgerSettings, Watched } from './ledger.ts';
import { type Passed, weightOf } from './traffic/passing.ts';

/** What is said to the thread of the ledger. */
export interface ToThread {
  readonly passed: readonly Passed[];
  readonly end?: { readonly leftOut: number };
}

/** What it says. */
export interface FromThread {
  /** How many more exchanges are in the ledger. */
  readonly done?: number;
  readonly warning?: string;
  readonly watched?: Watched;
}

/** How long exchanges are gathered before they are handed over together, in milliseconds. */
const gathering = 20;

/** What may wait for the thread: where it is behind, what comes is left out rather than kept. */
const mostWaiting = 20_000;
const mostBytes = 128 * 1024 * 1024;

/** Hands what has passed over to the ledger, and never waits for it. */
export class Clerk {
  readonly #worker: Worker;
  readonly #warn: (message: string) => void;
  #gathered: Passed[] = [];
  #waiting = 0;
  #bytes = 0;
  /** Of what was handed over and is not in the ledger yet, in the order in which it was. */
  readonly #bytesHandedOver: number[] = [];
  #gatheredBytes = 0;
  #leftOut = 0;
  #isOver = false;
  readonly #end = Promise.withResolvers<Watched | Error>();

  private constructor(worker: Worker, warn: (message: string) => void) {
    this.#worker = worker;
    this.#warn = warn;
    worker.on('message', (message: FromThread) => this.#hear(message));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('its thread has ended')));
  }

  /** @throws Error where the ledger cannot be opened. */
  static async hire(settings: LedgerSettings, warn: (message: string) => void): Promise<Clerk> {
    const ending = path.extname(import.meta.filename);
    const file = path.join(import.meta.dirname, `ledger-thread${ending}`);
    const worker = new Worker(file, { workerData: settings });
    await once(worker, 'message');
    return new Clerk(worker, warn);
  }

  add(passed: Passed): void {
    const bytes = weightOf(passed);
    if (this.#isOver || this.#waiting >= mostWaiting || this.#bytes + bytes > mostBytes) {
      if (this.#leftOut++ === 0 && !this.#isOver)
        this.#warn('more passes than can be looked at, so some is left out');
      return;
    }
    this.#waiting++;
    this.#bytes += bytes;
    this.#gatheredBytes += bytes;
    if (this.#gathered.push(passed) === 1) setTimeout(() => this.#handOver(), gathering).unref();
  }

  /**
   * Has all that was handed over put down.
   *
   * @throws Error where the thread broke down.
   */
  async end(): Promise<Watched> {
    this.#handOver({ leftOut: this.#leftOut });
    const end = await this.#end.promise;
    await this.#worker.terminate();
    if (end instanceof Error) throw end;
    return end;
  }

  #handOver(end?: ToThread['end']): void {
    const passed = this.#gathered;
    this.#gathered = [];
    if (this.#isOver || (passed.length === 0 && !end)) return;
    this.#bytesHandedOver.push(this.#gatheredBytes);
    this.#gatheredBytes = 0;
    const memory = passed.flatMap(({ request, answer }) => [
      request.body.bytes.buffer,
      answer.body.bytes.buffer,
    ]);
    this.#worker.postMessage({ passed, ...(end && { end }) } satisfies ToThread, memory);
  }

  #hear({ done, warning, watched }: FromThread): void {
    if (done !== undefined) {
      this.#waiting -= done;
      this.#bytes -= this.#bytesHandedOver.shift() ?? 0;
    }
    if (warning !== undefined) this.#warn(warning);
    if (watched) this.#endWith(watched);
  }

  #fail(error: Error): void {
    if (this.#isOver) return;
    this.#endWith(error);
    this.#warn(`nothing more can be looked at: ${error.message}. The traffic goes on.`);
  }

  #endWith(end: Watched | Error): void {
    this.#isOver = true;
    this.#end.resolve(end);
  }
}
