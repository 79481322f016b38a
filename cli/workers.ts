import cluster, { type Worker } from 'node:cluster';
import type { Log } from '../mock-server/log.ts';
import { stopWord } from './worker.ts';

interface WorkersOptions {
  readonly count: number;
  /** Whether the system chooses the port, which it does again when nobody serves it any more. */
  readonly isAnyPort: boolean;
  readonly log: Log;
  /** Called when all of them serve. */
  readonly announce: (banner: string) => void;
}

/** How many may end in a row before they serve, when no other serves. */
const attempts = 3;

/** Milliseconds until one that ended before it served has a successor. */
const retryAfter = 500;

/**
 * Runs this very command in several processes that share its port. The first starts alone, so that what it
 * cannot do is said once; the others follow. One that dies is replaced.
 *
 * @returns the exit code, when all of them have ended.
 */
export function runWorkers(options: WorkersOptions): Promise<number> {
  return new Promise((resolve) => new Workers(options, resolve).start());
}

class Workers {
  readonly #options: WorkersOptions;
  readonly #end: (exitCode: number) => void;
  readonly #alive = new Set<Worker>();
  readonly #serving = new Set<Worker>();
  #hasServed = false;
  #isAnnounced = false;
  #endedInARow = 0;
  #isStopping = false;
  #exitCode = 0;

  constructor(options: WorkersOptions, end: (exitCode: number) => void) {
    this.#options = options;
    this.#end = end;
  }

  start(): void {
    const stop = (): void => {
      if (this.#isStopping) this.#kill();
      else this.#stop();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    this.#fork();
  }

  #fork(): void {
    const worker = cluster.fork();
    this.#alive.add(worker);
    worker.once('message', (banner: string) => this.#hasStarted(worker, banner));
    worker.once('exit', (code, signal) => this.#hasEnded(worker, code, signal));
    // One that could not be started does not end; what did not reach one that is ending is no matter.
    worker.on('error', ({ message }: Error) => {
      if (worker.process.pid === undefined) this.#hasEnded(worker, 1, message);
    });
  }

  #hasStarted(worker: Worker, banner: string): void {
    if (!this.#alive.has(worker)) return;
    this.#serving.add(worker);
    this.#hasServed = true;
    this.#endedInARow = 0;
    if (this.#isStopping) tellToStop(worker);
    if (this.#isStopping || this.#isAnnounced) return;
    while (this.#alive.size < this.#options.count) this.#fork();
    if (this.#serving.size < this.#options.count) return;
    this.#isAnnounced = true;
    this.#options.announce(banner);
  }

  #hasEnded(worker: Worker, code: number | null, signal: string | null): void {
    if (!this.#alive.delete(worker)) return;
    const wasServing = this.#serving.delete(worker);
    if (wasServing && code !== 0 && this.#isStopping) this.#exitCode = 1;
    if (this.#isStopping) this.#endWhenAllHave();
    // The first has said itself what it cannot do.
    else if (!this.#hasServed && code) this.#end(code);
    else {
      this.#endedInARow = wasServing ? 0 : this.#endedInARow + 1;
      this.#replace(`worker ${worker.process.pid ?? ''} ended (${signal ?? `exit code ${code}`})`);
    }
  }

  #replace(end: string): void {
    const because = this.#whyToStop();
    this.#options.log.error({}, `${end}: ${because ?? 'another takes its place'}`);
    if (because === undefined && this.#endedInARow === 0) this.#fork();
    else if (because === undefined) setTimeout(() => this.#forkMissing(), retryAfter);
    else {
      this.#exitCode = 1;
      this.#stop();
    }
  }

  #forkMissing(): void {
    if (!this.#isStopping && this.#alive.size < this.#options.count) this.#fork();
  }

  #whyToStop(): string | undefined {
    if (this.#endedInARow >= attempts && this.#serving.size === 0)
      return `${attempts} in a row did before they served, so all stop`;
    if (this.#hasServed && this.#serving.size === 0 && this.#options.isAnyPort)
      return 'no other holds the port, and --port 0 would be another now, so all stop';
    return undefined;
  }

  /** Lets all finish what they are answering. Those that do not serve yet cannot hear, and are told when they do. */
  #stop(): void {
    this.#isStopping = true;
    for (const worker of this.#serving) tellToStop(worker);
    this.#endWhenAllHave();
  }

  #endWhenAllHave(): void {
    if (this.#alive.size === 0) this.#end(this.#exitCode);
  }

  #kill(): void {
    for (const worker of this.#alive) worker.process.kill('SIGKILL');
    this.#end(1);
  }
}

function tellToStop(worker: Worker): void {
  if (worker.isConnected()) worker.send(stopWord, () => {});
}
