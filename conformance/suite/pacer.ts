import { setTimeout as delay } from 'node:timers/promises';
import type { RunEvent } from '../report/report.ts';
import type { RateWindow, Target } from '../target/target.ts';

/** Longer than this the suite waits for nothing. */
const maxWait = 120;

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
  /** When each credential was used in the current window, in milliseconds. */
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

  /** Waits until a request with this credential keeps within limit and pace, and counts it. */
  async turn(credential: string): Promise<void> {
    await this.#keepPace();
    if (!this.#rate) return;
    const { limit, window } = this.#rate;
    const uses = this.#uses.get(credential) ?? [];
    this.#uses.set(credential, uses);
    while (uses.length > 0 && Date.now() - (uses[0] ?? 0) > (window + margin) * 1000) uses.shift();
    if (uses.length >= limit) {
      const free = ((uses[0] ?? 0) - Date.now()) / 1000 + window + margin;
      await this.pass(this.#target.controls?.advance ? window + margin : free);
      this.#uses.get(credential)?.push(Date.now());
      return;
    }
    uses.push(Date.now());
  }

  /** Moves the target's clock, or waits; false where the time is too long to be waited for. */
  async pass(seconds: number): Promise<boolean> {
    const advance = this.#target.controls?.advance;
    if (advance) {
      await advance(seconds);
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
