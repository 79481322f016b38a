import { FileError } from '../../specs/contract/problem.ts';
import type { Contract } from '../../specs/contract/types.ts';
import type { Case } from '../generate/case.ts';
import { OptionError } from '../option-error.ts';
import type { Brakes } from './brakes.ts';
import { type Play, playCase } from './play-case.ts';
import type { SendCasesOptions, SendSummary, SendVerdict } from './result.ts';
import { Slots } from './slots.ts';
import { type Stop, stopFor } from './stop-for.ts';
import { untilAborted } from './until-aborted.ts';

/** Takes cases one after the other, sends as many at once as it may, and counts what they come to. */
export class SendRun {
  readonly #contract: Contract;
  readonly #play: Play;
  readonly #brakes: Brakes;
  readonly #options: SendCasesOptions;
  readonly #slots = new Slots();
  readonly #counts: Record<SendVerdict, number> = {
    pass: 0,
    warn: 0,
    fail: 0,
    inconclusive: 0,
    unsent: 0,
  };
  #read = 0;
  #before = 0;
  /** What is nobody's fault but a caller's or our own. */
  #failure: { readonly error: unknown } | undefined;

  constructor(contract: Contract, play: Play, brakes: Brakes, options: SendCasesOptions) {
    this.#contract = contract;
    this.#play = play;
    this.#brakes = brakes;
    this.#options = options;
  }

  async sendAll(cases: Iterable<Case> | AsyncIterable<Case>): Promise<void> {
    const iterator = streamed(cases);
    try {
      for (;;) {
        const next = await untilAborted(iterator.next(), this.#brakes.waits);
        if (!next || next.done) break;
        this.#read++;
        await this.#take(next.value);
      }
    } catch (error) {
      this.#stopFor(error);
    }
    await this.#slots.atMost(0);
    // Who still waits for a line must not be waited for.
    iterator.return(undefined).catch(() => {});
    if (this.#failure) throw this.#failure.error;
  }

  /** What was counted until now; what was not come to is unsent. */
  counted(): Pick<SendSummary, 'cases' | 'counts' | 'before'> {
    const cases = Math.max(this.#options.total ?? 0, this.#read);
    const { unsent, ...told } = this.#counts;
    const { pass, warn, fail, inconclusive } = told;
    const counts = { ...told, unsent: cases - pass - warn - fail - inconclusive };
    return { cases, counts, before: this.#before };
  }

  async #take(one: Case): Promise<void> {
    const { before, onEvent } = this.#options;
    this.#demandOwn(one);
    const entry = before?.get(one.id);
    if (entry) {
      this.#before++;
      this.#counts[entry.verdict]++;
      onEvent?.({ type: 'before', entry });
      return;
    }
    const { target } = this.#play.courier;
    // Others would move the clock, or be moved by it, between its steps.
    const isAlone = target.controls?.advance !== undefined && one.steps.length > 1;
    await this.#slots.atMost(isAlone ? 0 : this.#width - 1);
    if (this.#brakes.stopped) return;
    this.#slots.fill(this.#send(one));
    if (isAlone) await this.#slots.atMost(0);
  }

  /** As many at once as a double of ours takes; who knows of another server. */
  get #width(): number {
    const { pacing, controls } = this.#play.courier.target;
    return this.#options.concurrency ?? pacing?.concurrency ?? (controls?.advance ? 4 : 1);
  }

  /** Never throws. */
  async #send(one: Case): Promise<void> {
    try {
      const result = await playCase(this.#play, one);
      this.#counts[result.verdict]++;
      this.#options.onEvent?.({ type: 'result', result, requests: this.#play.courier.requests });
    } catch (error) {
      this.#stopFor(error);
    }
  }

  #demandOwn({ id, provider }: Case): void {
    if (provider === this.#contract.provider) return;
    throw new OptionError(
      `The case ${id} is one of ${provider}, and the contract ${this.#contract.provider}'s.`,
      'Send the cases of each provider on their own.',
    );
  }

  #stopFor(error: unknown): void {
    // Whatever else an end brings down on its way.
    if (this.#brakes.stopped && !(error instanceof FileError || error instanceof OptionError))
      return;
    const { courier } = this.#play;
    const isUsedUp = courier.requests >= (this.#options.maxRequests ?? Number.POSITIVE_INFINITY);
    const found = stopFor(error, courier.target, isUsedUp);
    if (!found) this.#failure ??= { error };
    const { stopped, grace } = found ?? failed(error);
    this.#brakes.stop(stopped, grace);
  }
}

function failed(error: unknown): Stop {
  return { stopped: { by: 'crashed', message: String(error), mend: '' }, grace: 0 };
}

async function* streamed<T>(values: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  yield* values;
}
