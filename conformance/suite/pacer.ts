import { setTimeout as delay } from 'node:timers/promises';
import type { RunEvent } from '../report/report.ts';
import type { RateWindow, Target } from '../target/target.ts';
import { StopRun } from './stop-run.ts';

/** Longer than this the suite waits for nothing. */
export const maxWait = 120;

/** Added to every window that is waited for, in seconds: clocks and networks are not exact. */
const margin = 0.5;

/**
 * Keeps the suite within what the target takes: the limit of each credential, and the pace asked for.
 * Where the target's clock can be moved nothing is waited for.
 */
export class Pacer {
  readonly #target: Target;
  readonly #rate: RateWindow | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #tell: (event: RunEvent) => void;
  /** When each credential was used, and will be by those who wait: as many as the limit has, in milliseconds. */
  readonly #uses = new Map<string, number[]>();
  #nextTurn = 0;

  constructor(
    target: Target,
    rate: RateWindow | undefined,
    signal: AbortSignal | undefined,
    tell: (event: RunEvent) => void,
  ) {
    this.#target = target;
    this.#rate = target.limits?.rate ?? rate;
    this.#signal = signal;
    this.#tell = tell;
  }

  get rate(): RateWindow | undefined {
    return this.#rate;
  }

  /**
   * Waits until a request with this credential keeps within limit and pace, and counts it.
   *
   * @throws StopRun where the limit has no room for longer than the suite waits.
   */
  async turn(credential: string): Promise<void> {
    if (this.#rate) await this.#keepLimit(credential, this.#rate);
    await this.#keepPace();
  }

  async #keepLimit(credential: string, { limit, window }: RateWindow): Promise<void> {
    const length = (window + margin) * 1000;
    const before = this.#uses.get(credential)?.at(-limit);
    const free = before === undefined ? 0 : before + length;
    const seconds = (free - Date.now()) / 1000;
    if (seconds > 0 && this.#target.controls?.advance) {
      await this.pass(window + margin);
      return this.#keepLimit(credential, { limit, window });
    }
    if (seconds > maxWait) throw usedUp(limit, window);
    // Who has to wait takes the turn first, so that others who ask meanwhile come after.
    const uses = [...(this.#uses.get(credential) ?? []), Math.max(free, Date.now())];
    this.#uses.set(credential, uses.slice(-limit));
    if (seconds > 0) await this.wait(seconds, 'a window of the target has to pass');
  }

  /** Moves the target's clock, or waits; false where the time is too long to be waited for. */
  async pass(seconds: number): Promise<boolean> {
    const advance = this.#target.controls?.advance;
    if (advance) {
      await advance(seconds, this.#signal);
      this.#uses.clear();
      return true;
    }
    if (seconds > maxWait) return false;
    await this.wait(seconds, 'a window of the target has to pass');
    return true;
  }

  async wait(seconds: number, because: string): Promise<void> {
    if (seconds >= 1) this.#tell({ type: 'waiting', seconds, because });
    await delay(seconds * 1000, undefined, this.#signal ? { signal: this.#signal } : {});
  }

  async #keepPace(): Promise<void> {
    const { requestsPerSecond } = this.#target.pacing ?? {};
    if (!requestsPerSecond) return;
    const now = Date.now();
    const turn = Math.max(now, this.#nextTurn);
    this.#nextTurn = turn + 1000 / requestsPerSecond;
    if (turn > now)
      await delay(turn - now, undefined, this.#signal ? { signal: this.#signal } : {});
  }
}

function usedUp(limit: number, window: number): StopRun {
  return new StopRun({
    by: 'max-requests',
    message: `The target's limit of ${limit} requests in ${window} s is used up for longer than the suite waits.`,
    mend: 'Choose clauses with --clause, or give the target file a clock hook.',
  });
}
