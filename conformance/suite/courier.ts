import type { Draft } from '../cases/draft.ts';
import type { Exchange } from '../reading/exchange.ts';
import type { Credential, Target } from '../target/target.ts';
import { compose } from '../wire/compose.ts';
import type { Message, Reply } from '../wire/message.ts';
import type { CourierOptions, Delivered, DeliverOptions, SendOptions } from './courier-options.ts';
import type { Pacer } from './pacer.ts';
import { againAfter, longestWait } from './patience.ts';
import { StopRun, type Unanswered } from './stop-run.ts';
import { Throttled } from './throttled.ts';

/** How many silences in a row are put up with by default, and how many requests that meet nothing but 429. */
const defaultMaxSilences = 10;
const maxLimited = 5;

/** Carries requests to the target, within its limits and the run's, and notices when it is gone. */
export class Courier {
  readonly target: Target;
  requests = 0;
  /** Requests that were accepted where something is created. */
  created = 0;
  readonly #options: CourierOptions;
  /** Requests that may create something and have no answer yet. */
  #underWay = 0;
  #silences = 0;
  #limited = 0;

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
   * @throws Throttled when nothing but 429 comes; StopRun when the target is gone or the run has used up
   * its requests.
   */
  async send(
    draft: Draft,
    { atAnyRate = false, isReplay = false }: SendOptions = {},
  ): Promise<Exchange> {
    const credential = this.#credentialOf(draft);
    const message = compose(draft, credential, this.#options.userAgent);
    const options = { credential: credential?.value ?? '', atAnyRate };
    const { heldUpFor, ...sent } = await this.deliver(message, options);
    const exchange = { draft, message, ...sent, isReplay } as Exchange;
    if (heldUpFor === undefined) return exchange;
    const window = this.pacer.rate?.window ?? Number.POSITIVE_INFINITY;
    throw new Throttled(exchange, heldUpFor >= window);
  }

  /**
   * Sends a message as it is, within the limits. A 429 is waited out and the message sent again, unless
   * asked otherwise.
   *
   * @throws StopRun when the target is gone or the run has used up its requests.
   */
  async deliver(message: Message, options: DeliverOptions): Promise<Delivered> {
    if (message.method === 'GET') return this.#answerTo(message, options);
    // Any request may create something, also one that should not.
    const { createTickets } = this.target.may;
    if (this.created + this.#underWay >= createTickets)
      throw usedUp('max-tickets', `${createTickets} tickets`);
    this.#underWay++;
    try {
      const delivered = await this.#answerTo(message, options);
      // What was not answered, or was sent twice, may have been done all the same.
      if (isSuccess(delivered) || delivered.silence) this.created++;
      if (delivered.isResent) this.created++;
      return delivered;
    } finally {
      this.#underWay--;
    }
  }

  /** Sends a message until what comes is an answer to it. */
  async #answerTo(
    message: Message,
    { credential, atAnyRate = false, isAwaited = () => false }: DeliverOptions,
  ): Promise<Delivered> {
    const { pacer, isLimit } = this.#options;
    let isResent = false;
    let waited = 0;
    for (let tries = 1; ; tries++) {
      if (!atAnyRate) await pacer.turn(credential);
      const reply = await this.#carry(message);
      const isFinal = atAnyRate || (reply.answer !== undefined && isAwaited(reply.answer));
      const isLimited = !isFinal && reply.answer !== undefined && isLimit(reply.answer);
      if (!isLimited && !atAnyRate) this.#limited = 0;
      const again = isFinal || isAnswer(reply, isLimited) ? undefined : againAfter(reply, tries);
      if (!again) return { ...(await this.#settled(message, reply)), isResent };
      if (isLimited && (tries >= again.tries || this.#isTooLong(again.seconds)))
        return { ...this.#heldUp(reply), isResent, heldUpFor: waited };
      if (tries >= again.tries) return { ...(await this.#settled(message, reply)), isResent };
      isResent ||= !isLimited;
      const seconds = await this.#waitOut(again.seconds, isLimited);
      if (isLimited) waited = Math.max(waited, seconds);
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
    const message = compose(draft, this.#credentialOf(draft), this.#options.userAgent);
    const { wire, pacer, signal } = this.#options;
    await pacer.turn(this.#credentialOf(draft)?.value ?? '');
    this.#count();
    const { answer, silence } = await wire.stall(message, seconds * 1000, signal);
    return { draft, message, answer, silence, isReplay: false, isResent: false };
  }

  #credentialOf({ as }: Draft): Credential | undefined {
    return as === null ? undefined : this.target.credentials[as];
  }

  pass(seconds: number): Promise<boolean> {
    return this.#options.pacer.pass(seconds);
  }

  #carry(message: Message): Promise<Reply> {
    const { wire, signal } = this.#options;
    this.#count();
    return wire.send(message, signal);
  }

  #count(): void {
    const { maxRequests, signal } = this.#options;
    signal?.throwIfAborted();
    if (this.requests >= maxRequests) throw usedUp('max-requests', `${maxRequests} requests`);
    this.requests++;
  }

  async #settled(message: Message, reply: Reply): Promise<Reply> {
    if (reply.answer) this.#silences = 0;
    else if (reply.silence.kind !== 'cut')
      await this.#lookWhetherGone({ message, silence: reply.silence });
    return reply;
  }

  /** @throws StopRun when nothing but 429 comes any more. */
  #heldUp(reply: Reply): Reply {
    if (++this.#limited < maxLimited) return reply;
    throw new StopRun({
      by: 'gone',
      message: `The target answers 429 to everything, also after it was waited for ${maxLimited} times.`,
      mend: 'Give the target file the limits that it has, or a pace, and run it again later.',
    });
  }

  /** A silence may be the case's own doing; when a plain request gets none either, the target is gone. */
  async #lookWhetherGone(last: Unanswered): Promise<void> {
    const { path } = last.message;
    const { wire, pacer, signal, maxSilences = defaultMaxSilences } = this.#options;
    this.#silences++;
    for (let i = 0; i < 4 && this.#silences < maxSilences; i++) {
      const message = { method: 'GET', path, headers: {}, body: undefined };
      this.#count();
      const probe = await wire.send(message, signal);
      if (probe.answer) return;
      if (probe.silence.kind === 'timeout') break;
      await pacer.wait(0.3 * (i + 1), 'the target may be starting anew');
    }
    const stopped = {
      by: 'gone',
      message: `The target stopped answering: ${last.silence?.message}.`,
      mend: 'See what became of it, and whether its last request does that again.',
    } as const;
    throw new StopRun(stopped, last);
  }

  /** @returns how many seconds went by, on the target's clock. */
  async #waitOut(asked: number, isLimit: boolean): Promise<number> {
    const { pacer } = this.#options;
    const isMoved = this.target.controls?.advance !== undefined;
    const window = pacer.rate?.window ?? asked;
    const limited = isMoved ? window + 1 : asked + 0.5;
    const seconds = isLimit ? limited : Math.min(asked, longestWait);
    if (isLimit) await pacer.pass(seconds);
    else await pacer.wait(seconds, 'the target is not available');
    return seconds;
  }

  /** Where the clock can be moved, how long a server would have to be waited for does not matter. */
  #isTooLong(seconds: number): boolean {
    return seconds > longestWait && !this.target.controls?.advance;
  }
}

function isSuccess({ answer }: Reply): boolean {
  return answer !== undefined && answer.status >= 200 && answer.status < 300;
}

/** A 429 that is no limit is what the server has to say. */
function isAnswer({ answer }: Reply, isLimited: boolean): boolean {
  return answer?.status === 429 && !isLimited;
}

function usedUp(by: 'max-requests' | 'max-tickets', what: string): StopRun {
  const option = by === 'max-requests' ? '--max-requests' : 'createTickets in the target file';
  return new StopRun({
    by,
    message: `The run has used up its ${what}.`,
    mend: `Raise ${option}, or choose clauses with --clause.`,
  });
}
