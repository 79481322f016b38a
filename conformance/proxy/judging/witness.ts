import type { Authentication } from '../../../specs/behaviours/authentication.ts';
import { behavioursOf } from '../../../specs/contract/build.ts';
import { maySecretBeIn } from '../../../specs/contract/secret.ts';
import type { Contract, Rejection } from '../../../specs/contract/types.ts';
import type { Plan } from '../../cases/change.ts';
import type { SchemaRejection } from '../../cases/rejections.ts';
import { isDocumented } from '../../cases/subject.ts';
import { brokenPresences } from '../../cases/valid.ts';
import { carriesCode } from '../../reading/code.ts';
import { type Exchange, isAccepted, isRefused } from '../../reading/exchange.ts';
import type { Note, Observation } from '../../reading/observation.ts';
import { judgeRefusal } from '../../reading/refusal.ts';
import { type Program, programsOf } from '../../run/program.ts';
import { Tally } from '../../run/tally.ts';
import { brokenKeywords } from './broken-keywords.ts';
import type { Callers } from './callers.ts';
import { type Ground, groundOfBody, groundOfRefusal, keyOf } from './doubts.ts';
import { exchangeOf } from './exchange-of.ts';
import type { Legible } from './legible.ts';
import type { Secrets } from './secrets.ts';

/** What the watches remember of exchanges is let go of after so many. */
const freshAfter = 10_000;

/** Keys that are remembered, to know a repeated request by. */
const mostKeys = 100_000;

/** An exchange, and what it showed. */
export interface Judged {
  readonly legible: Legible;
  readonly exchange: Exchange;
  readonly plan: Plan;
  /** The clauses that it showed to hold. */
  readonly held: ReadonlySet<string>;
  /** Whether it broke any, or rests on something unknown. */
  readonly isDoubtful: boolean;
}

/** Judges what passes, by the way: what answers show, and requests that must not have been accepted. */
export class Witness {
  readonly tally: Tally;
  #count = 0;
  readonly #contract: Contract;
  readonly #programs: Map<string, Program>;
  readonly #again: (plan: Plan) => Program;
  readonly #secrets: Secrets;
  readonly #callers: Callers;
  readonly #keys = new Set<string>();

  private constructor(
    contract: Contract,
    secrets: Secrets,
    callers: Callers,
    { programs, again }: Awaited<ReturnType<typeof programsOf>>,
  ) {
    this.#contract = contract;
    this.#secrets = secrets;
    this.#callers = callers;
    this.#programs = new Map(programs.map((program) => [program.plan.operation.id, program]));
    this.#again = again;
    this.tally = new Tally(contract, callers.target, () => 'the curl lines, sent again');
    const reason = 'no exchange that passed showed it';
    for (const clause of contract.clauses.keys())
      this.tally.add({ saw: 'unseen', clause, reason }, { check: '', phase: 'examples' });
  }

  static async of(contract: Contract, secrets: Secrets, callers: Callers): Promise<Witness> {
    const by = { seed: 1, marker: 'proxy' };
    return new Witness(contract, secrets, callers, await programsOf(contract, callers.target, by));
  }

  /** How many exchanges were judged. */
  get count(): number {
    return this.#count;
  }

  /** @returns undefined for what the contract does not speak of, or what did not pass whole. */
  see(legible: Legible): Judged | undefined {
    const { operation, isWhole, requestHeaders } = legible;
    const program = operation && this.#programs.get(operation.id);
    if (!program || !isWhole) return undefined;
    this.#count++;
    if (this.#count % freshAfter === 0)
      for (const [id, { plan }] of this.#programs) this.#programs.set(id, this.#again(plan));
    const caller = this.#callers.of(requestHeaders);
    const exchange = exchangeOf(legible, program.plan.operation, caller, this.#secrets);
    const held = new Set<string>();
    let isDoubtful = false;
    const origin = { check: `${operation.id}/${this.#count}`, phase: 'examples' } as const;
    const note: Note = (observation) => {
      if (observation.saw === 'held') held.add(observation.clause);
      if (observation.saw === 'broken') isDoubtful = true;
      this.tally.add(this.#cleaned(observation), origin);
    };
    if (isAccepted(exchange)) this.#accepted(program, legible, exchange, note);
    else if (isRefused(exchange)) this.#refused(program, exchange, note);
    return { legible, exchange, plan: program.plan, held, isDoubtful };
  }

  #accepted(
    { plan, watches }: Program,
    { requestHeaders }: Legible,
    exchange: Exchange,
    note: Note,
  ): void {
    if (!isAccepted(exchange)) return;
    const { draft } = exchange;
    const wrong = faultsOf(plan, exchange);
    for (const { rejection, premise } of wrong)
      judgeRefusal(this.#contract, exchange, rejection, premise, [], note);
    if (wrong.length > 0 || draft.raw !== undefined || !isTaken(plan, draft.body)) return;
    const key = keyOf(plan, draft.body, requestHeaders);
    // How a repeated request is answered is for those to judge who know the first.
    if (key !== undefined && this.#isKeyKnown(plan.operation.id, key)) return;
    const ground = groundOfBody(plan, draft.body, exchange.answer);
    // A key may have been used before anybody watched, which shows where a replay says that it is one.
    const mayBeReplay = key !== undefined && plan.idempotency?.replay.changes !== undefined;
    const accepted = { ...exchange, isReplay: mayBeReplay };
    for (const { accepted: look } of watches) look?.(accepted, resting(note, ground));
  }

  #refused({ plan, watches }: Program, exchange: Exchange, note: Note): void {
    const [fault, ...others] = faultsOf(plan, exchange);
    // What it was refused for is told by the answer only where one thing was wrong, and the answer says which.
    if (fault && others.length === 0 && isAnswerTo(fault.rejection, exchange))
      judgeRefusal(this.#contract, exchange, fault.rejection, fault.premise, [], note);
    const ground = exchange.answer ? groundOfRefusal(plan, exchange.answer) : 'unknown';
    if (ground === 'unknown') return;
    for (const { refused: look } of watches) look?.(exchange, resting(note, ground));
  }

  /** Whether a key came before, from whomever: whose keys are the same is not always said. */
  #isKeyKnown(operation: string, key: string): boolean {
    const name = JSON.stringify([operation, key]);
    if (this.#keys.has(name)) return true;
    this.#keys.add(name);
    const [oldest] = this.#keys;
    if (this.#keys.size > mostKeys && oldest !== undefined) this.#keys.delete(oldest);
    return false;
  }

  /** What goes into the tally, and from there into reports, has no secret. */
  #cleaned(observation: Observation): Observation {
    if (observation.saw !== 'broken') return observation;
    const clean = <T>(value: T): T => this.#secrets.redactIn(value);
    return {
      ...observation,
      expected: clean(observation.expected),
      actual: clean(observation.actual),
      exchanges: observation.exchanges.map((exchange) => ({
        ...exchange,
        answer: exchange.answer && { ...exchange.answer, text: clean(exchange.answer.text) },
      })),
    };
  }
}

/** What is wrong with a request beyond doubt, whatever the server's world is. */
function faultsOf(plan: Plan, exchange: Exchange): SchemaRejection[] {
  const { body, raw } = exchange.draft;
  const isRead = raw === undefined && body !== undefined;
  return [...missingCredential(plan, exchange), ...(isRead ? brokenKeywords(plan, body) : [])];
}

function isAnswerTo({ answers }: Rejection, { answer }: Exchange): boolean {
  return answers.some(({ status, code }) => answer?.status === status && carriesCode(answer, code));
}

/** A request that nobody signed, in whatever place, must not be accepted. */
function missingCredential(plan: Plan, { draft, message }: Exchange): SchemaRejection[] {
  const [declared] = behavioursOf<Authentication>(plan.operation, 'authentication');
  const isSigned =
    draft.as !== null ||
    Object.keys(message.headers).some(maySecretBeIn) ||
    [...new URLSearchParams(message.path.split('?')[1])].some(([name]) => maySecretBeIn(name));
  if (!declared || isSigned) return [];
  const { missing } = declared;
  const premise = isDocumented(plan, missing.clause) ? undefined : missing.clause;
  return [{ rejection: missing, premise }];
}

/** Whether a body is one that the contract accepts, as far as that can be told without the server's world. */
function isTaken(plan: Plan, body: unknown): boolean {
  return (
    plan.validate === undefined || (plan.validate(body) && brokenPresences(plan, body).length === 0)
  );
}

/** What rests on an assumption can only warn, and of what rests on nothing known nothing is said. */
function resting(note: Note, ground: Ground): Note {
  return (seen) => {
    if (seen.saw !== 'broken') return ground === 'unknown' ? undefined : note(seen);
    if (ground !== 'unknown') return note({ ...seen, premise: seen.premise ?? ground.premise });
    const reason = 'of how such a request is answered the document says nothing';
    for (const clause of [seen.clause, ...seen.also]) note({ saw: 'unseen', clause, reason });
  };
}
