import type { RateLimit } from '../../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../../specs/contract/build.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import type { Fault, Plan, Variation } from '../cases/change.ts';
import type { Draft } from '../cases/draft.ts';
import { draftOf } from '../cases/draft-of.ts';
import type { BuildOptions, Form } from '../cases/form.ts';
import type { Maker } from '../cases/maker.ts';
import { type Accepted, type Exchange, isAccepted, isRefused, told } from '../reading/exchange.ts';
import type { Broken, Note } from '../reading/observation.ts';
import { isOutOfQuota } from '../reading/out-of-quota.ts';
import { judgeRefusal, restsOn } from '../reading/refusal.ts';
import { turnedAway } from '../reading/turned-away.ts';
import type { Watch } from '../reading/watch.ts';
import type { Courier } from './courier.ts';
import type { SendOptions } from './courier-options.ts';
import type { KeywordCounts } from './keyword-counts.ts';
import { StopRun } from './stop-run.ts';

/** What a session works with besides its plan. */
export interface SessionParts {
  readonly courier: Courier;
  readonly note: Note;
  readonly watches: readonly Watch[];
  readonly coverage: KeywordCounts;
  /** The clauses that the check is about. */
  readonly clauses: readonly string[];
}

/** What a check has at hand: requests to make and send, and verdicts to pass. */
export class Session {
  readonly plan: Plan;
  readonly maker: Maker;
  readonly courier: Courier;
  readonly note: Note;
  readonly #watches: readonly Watch[];
  readonly #coverage: KeywordCounts;
  readonly #clauses: readonly string[];

  constructor(
    plan: Plan,
    maker: Maker,
    { courier, note, watches, coverage, clauses }: SessionParts,
  ) {
    this.plan = plan;
    this.maker = maker;
    this.courier = courier;
    this.note = note;
    this.#watches = watches;
    this.#coverage = coverage;
    this.#clauses = clauses;
  }

  /** Counts that a constraint was sent on one of its sides. */
  cover(change: Pick<Fault | Variation, 'pointer' | 'keyword'>, side: 'valid' | 'invalid'): void {
    this.#coverage.count(this.plan.operation.id, change, side);
  }

  /** A valid request of a form (the first by default), with a key of its own where keys travel in a header. */
  draft(form: Form | undefined = this.plan.forms[0], options: BuildOptions = {}): Draft {
    return draftOf(this.plan, form, this.maker, options);
  }

  /** @throws StopRun where the quota of the credential's tenant turns out to be used up. */
  async send(draft: Draft, options?: SendOptions): Promise<Exchange> {
    const exchange = await this.courier.send(draft, options);
    if (isOutOfQuota(this.plan, exchange)) await this.#demandQuota(draft.as ?? 'primary');
    return exchange;
  }

  /** One request may be refused so by mistake; when a plain one is as well, all that follow will be. */
  async #demandQuota(role: string): Promise<void> {
    const again = await this.courier.send(this.draft(undefined, { role }));
    if (!isOutOfQuota(this.plan, again)) return;
    throw new StopRun({
      by: 'unusable',
      message: `The quota of the tenant of ${role} is used up: ${told(again)}`,
      mend: 'Give it a larger one, wait for the next month, or choose clauses with --clause.',
    });
  }

  /** Sends drafts all at once; their answers stand in the order of the drafts. */
  sendAtOnce(drafts: readonly Draft[], options?: SendOptions): Promise<Exchange[]> {
    return this.courier.sendAtOnce(drafts, options);
  }

  /**
   * Judges an exchange that must be accepted.
   *
   * @param clauses what a refusal breaks, the most telling first.
   * @returns whether it was.
   */
  accepted(
    exchange: Exchange,
    clauses: readonly string[],
    premise?: string,
    before: readonly Exchange[] = [],
  ): exchange is Accepted {
    if (exchange.answer?.status === 408) {
      this.unseen('the request did not arrive in the time that the server gives it', ...clauses);
      return false;
    }
    if (!isAccepted(exchange)) {
      const stranger = turnedAway(this.plan, exchange);
      // Nothing was looked at but who asks.
      if (stranger) this.unseen('a caller with a valid credential was turned away', ...clauses);
      // What was to come after it could not be looked at.
      else if (clauses.length === 0)
        this.unseen(`a valid request was refused: ${told(exchange)}`, ...this.#clauses);
      const assumed = premise === undefined ? [] : [premise];
      this.broken(stranger ? [stranger] : [...new Set([...clauses, ...assumed])], {
        expected: ['an answer in the 200s'],
        actual: told(exchange),
        exchanges: [...before, exchange],
        premise,
      });
      return false;
    }
    for (const clause of clauses) this.held(clause);
    this.watch(exchange, premise);
    return true;
  }

  /**
   * Judges an exchange that must be refused, by each part of the rejection on its own: that it is
   * refused, with which status, with which code.
   *
   * @returns whether it was refused at all.
   */
  refused(
    exchange: Exchange,
    rejection: Rejection,
    premise?: string,
    before: readonly Exchange[] = [],
  ): boolean {
    if (exchange.silence?.kind === 'cut') {
      this.unseen(exchange.silence.message, rejection.clause);
      return false;
    }
    judgeRefusal(this.plan.contract, exchange, rejection, premise, before, this.note);
    if (!isRefused(exchange)) return false;
    const rests = restsOn(this.plan.contract, rejection, premise);
    // How an answer looks that no document asks for is no document's matter either.
    for (const { refused } of this.#watches) refused?.(exchange, this.#restingOn(rests));
    return true;
  }

  #restingOn(premise: string | undefined): Note {
    return (seen) =>
      this.note(seen.saw === 'broken' ? { ...seen, premise: seen.premise ?? premise } : seen);
  }

  /**
   * Lets every watch look at an accepted exchange that nothing else is asked of.
   *
   * @param premise the assumption on which it rests that it was to be accepted: how its answer looks
   *   rests on it, too.
   */
  watch(exchange: Accepted, premise?: string): void {
    for (const { accepted } of this.#watches) accepted?.(exchange, this.#restingOn(premise));
  }

  /** A limit that refuses what comes a whole window after all else does not do as it is declared. */
  overdue(exchange: Exchange): void {
    const [limit] = behavioursOf<RateLimit>(this.plan.operation, 'rate-limit');
    if (!limit) return;
    this.broken([limit.clause], {
      expected: ['requests accepted again after the window'],
      actual: told(exchange),
      exchanges: [exchange],
    });
  }

  held(...clauses: readonly string[]): void {
    for (const clause of clauses) this.note({ saw: 'held', clause });
  }

  broken(
    [clause, ...also]: readonly string[],
    found: Pick<Broken, 'expected' | 'actual' | 'exchanges' | 'premise'>,
  ): void {
    if (clause !== undefined) this.note({ saw: 'broken', clause, also, ...found });
  }

  /** Held or broken, as `isSo` says. */
  judge(
    isSo: boolean,
    clauses: readonly string[],
    found: Pick<Broken, 'expected' | 'actual' | 'exchanges' | 'premise'>,
  ): boolean {
    if (isSo) this.held(...clauses);
    else this.broken(clauses, found);
    return isSo;
  }

  unseen(reason: string, ...clauses: readonly string[]): void {
    for (const clause of clauses) this.note({ saw: 'unseen', clause, reason });
  }

  /** Moves the target's clock, or waits where that is allowed; false where it can be neither. */
  pass(seconds: number): Promise<boolean> {
    return this.courier.pass(seconds);
  }
}
