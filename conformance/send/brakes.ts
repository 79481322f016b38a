import type { SendStopped } from './result.ts';

/** How long what is under way when a run is interrupted may still take, in milliseconds. */
const afterInterrupt = 1000;

/**
 * Brings a run to its end. What it waits for ends at once; what is under way at the server may still be
 * answered for a moment, since a case without its verdict would be sent twice when the run is resumed.
 */
export class Brakes {
  /** Why the run ends; the first reason counts. */
  stopped: SendStopped | undefined;
  readonly #waits = new AbortController();
  readonly #requests = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(signal: AbortSignal | undefined) {
    const interrupt = () => this.stop(interrupted, afterInterrupt);
    if (signal?.aborted) interrupt();
    signal?.addEventListener('abort', interrupt, { once: true });
  }

  /** Ends waits. */
  get waits(): AbortSignal {
    return this.#waits.signal;
  }

  /** Ends requests that are under way. */
  get requests(): AbortSignal {
    return this.#requests.signal;
  }

  /** @param grace milliseconds that requests still have; without it they have their own timeout. */
  stop(stopped: SendStopped, grace?: number): void {
    if (this.stopped) return;
    this.stopped = stopped;
    this.#waits.abort();
    if (grace === 0) this.#requests.abort();
    else if (grace) this.#timer = setTimeout(() => this.#requests.abort(), grace);
  }

  /** To be called when nothing is under way any more. */
  release(): void {
    clearTimeout(this.#timer);
  }
}

const interrupted: SendStopped = {
  by: 'aborted',
  message: 'The run was ended before its end.',
  mend: 'With --results <file> --resume it goes on from there.',
};
