import type { Draft } from '../cases/draft.ts';
import type { Target } from '../target/target.ts';
import { compose } from '../wire/compose.ts';
import type { Message, Reply } from '../wire/message.ts';
import type { Wire } from '../wire/wire.ts';
import { type Exchange, isAccepted } from './exchange.ts';
import type { Pacer } from './pacer.ts';
import { StopRun } from './stop-run.ts';

export interface SendOptions {
  /** The limit itself is being looked at: no pacing, and a 429 is the answer. */
  readonly atAnyRate?: boolean;
  /** The same was sent before: nothing new comes of it. */
  readonly isReplay?: boolean;
}

export interface CourierOptions {
  readonly target: Target;
  readonly wire: Wire;
  readonly pacer: Pacer;
  readonly maxRequests: number;
  readonly userAgent: string;
  readonly signal: AbortSignal | undefined;
}

/** How often a request that meets 429 is sent again, and how many silences the suite puts up with. */
const maxTries = 4;
const maxSilences = 10;

/** Carries requests to the target, within its limits and the run's, and notices when it is gone. */
export class Courier {
  readonly target: Target;
  requests = 0;
  /** Requests that were accepted where something is created. */
  created = 0;
  readonly #options: CourierOptions;
  #silences = 0;

  constructor(options: CourierOptions) {
    this.#options = options;
    this.target = options.target;
  }

  get isAborted(): boolean {
    return this.#options.signal?.aborted === true;
  }

  get pacer(): Pacer {
    return this.#options.pacer;
  }

  /**
   * Sends a draft. A 429 is waited out and the request sent again, unless asked otherwise.
   *
   * @throws StopRun when the target is gone or the run has used up its requests.
   */
  async send(
    draft: Draft,
    { atAnyRate = false, isReplay = false }: SendOptions = {},
  ): Promise<Exchange> {
    const credential = draft.as === null ? undefined : this.target.credentials[draft.as];
    const message = compose(draft, credential, this.#options.userAgent);
    const { pacer } = this.#options;
    for (let tries = 1; ; tries++) {
      if (!atAnyRate) await pacer.turn(credential?.value ?? '');
      const reply = await this.#carry(message);
      const limited = !atAnyRate && reply.answer?.status === 429;
      if (!limited || tries === maxTries) {
        const { answer, silence } = reply;
        const exchange = { draft, message, answer, silence, throttled: limited, isReplay };
        if (isAccepted(exchange) && message.method !== 'GET') this.#countCreated();
        return exchange;
      }
      await this.#waitOut(reply.answer?.headers['retry-after'], tries);
    }
  }

  /** Sends drafts at once, as many together as the target's pacing allows. */
  async sendAtOnce(drafts: readonly Draft[], options?: SendOptions): Promise<Exchange[]> {
    const width = this.target.pacing?.concurrency ?? drafts.length;
    const exchanges: Exchange[] = [];
    for (let i = 0; i < drafts.length; i += width) {
      const batch = drafts.slice(i, i + width).map((draft) => this.send(draft, options));
      exchanges.push(...(await Promise.all(batch)));
    }
    return exchanges;
  }

  /** Sends a draft whose body never ends, and waits so many seconds for an answer. */
  async stall(draft: Draft, seconds: number): Promise<Exchange> {
    const credential = draft.as === null ? undefined : this.target.credentials[draft.as];
    const message = compose(draft, credential, this.#options.userAgent);
    const { wire, pacer, signal } = this.#options;
    await pacer.turn(credential?.value ?? '');
    this.requests++;
    const { answer, silence } = await wire.stall(message, seconds * 1000, signal);
    return { draft, message, answer, silence, throttled: false, isReplay: false };
  }

  pass(seconds: number): Promise<boolean> {
    return this.#options.pacer.pass(seconds);
  }

  /** A connection that was cut says nothing; sent again, the answer may come before the cut. */
  async #carry(message: Message, tries = 1): Promise<Reply> {
    const { wire, maxRequests, signal } = this.#options;
    signal?.throwIfAborted();
    if (this.requests >= maxRequests) throw usedUp('max-requests', `${maxRequests} requests`);
    this.requests++;
    const reply = await wire.send(message, signal);
    if (reply.silence?.kind === 'cut')
      return tries < maxTries ? this.#carry(message, tries + 1) : reply;
    if (!reply.answer) await this.#lookWhetherGone(message, reply.silence.message);
    return reply;
  }

  /** A silence may be the case's own doing; when a plain request gets none either, the target is gone. */
  async #lookWhetherGone({ path }: Message, silence: string): Promise<void> {
    const { wire, pacer, signal } = this.#options;
    this.#silences++;
    for (let i = 0; i < 4 && this.#silences < maxSilences; i++) {
      const message = { method: 'GET', path, headers: {}, body: undefined };
      this.requests++;
      const probe = await wire.send(message, signal);
      if (probe.answer) return;
      if (probe.silence.kind === 'timeout') break;
      await pacer.wait(0.3 * (i + 1), 'the target may be starting anew');
    }
    throw new StopRun({
      by: 'gone',
      message: `The target stopped answering: ${silence}.`,
      mend: 'See what became of it; the last request is in the report when it was a case of its own.',
    });
  }

  async #waitOut(retryAfter: string | undefined, tries: number): Promise<void> {
    const { pacer } = this.#options;
    const asked = secondsOf(retryAfter) ?? 2 ** tries;
    const window = pacer.rate?.window ?? asked;
    await pacer.pass(this.target.controls?.advance ? window + 1 : Math.min(asked + 0.5, 60));
  }

  #countCreated(): void {
    this.created++;
    const { createTickets } = this.target.may;
    if (this.created >= createTickets) throw usedUp('max-tickets', `${createTickets} tickets`);
  }
}

/** `Retry-After` is a number of seconds or a date (RFC 9110). */
function secondsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : undefined;
}

function usedUp(by: 'max-requests' | 'max-tickets', what: string): StopRun {
  const option = by === 'max-requests' ? '--max-requests' : 'create-tickets in the target file';
  return new StopRun({
    by,
    message: `The run has used up its ${what}.`,
    mend: `Raise ${option}, or choose clauses with --clause.`,
  });
}
