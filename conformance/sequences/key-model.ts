import fc, { type AsyncCommand } from 'fast-check';
import type { Idempotency } from '../../specs/behaviours/idempotency.ts';
import type { Rejection } from '../../specs/contract/types.ts';
import type { Draft } from '../cases/draft.ts';
import { otherPayloads } from '../cases/other-payloads.ts';
import { isDocumented } from '../cases/subject.ts';
import { wrongDrafts } from '../cases/wrong-drafts.ts';
import { type Exchange, isAccepted, isRefused, told } from '../reading/exchange.ts';
import { check } from '../suite/check.ts';
import type { Session } from '../suite/session.ts';
import type { Check } from '../suite/verification.ts';
import { Differs, playHistories } from './histories.ts';
import { isSameCreation, type Key } from './key.ts';

/** How many histories are played, and how long they may be. */
const runs = 6;
const maxCommands = 14;

/** Keys, as the model knows them: free, or taken by a request and its answer. */
interface Model {
  readonly taken: Map<string, Exchange>;
  /** Seconds that passed since keys were taken: that they still are may rest on an assumption. */
  readonly ages: Map<string, number>;
}

/** What may happen next: each command is legal in any state, and says what must come of it. */
interface Real {
  readonly session: Session;
  readonly key: Key;
  readonly declared: Idempotency;
  /** The keys of this history, by the letters that commands call them. */
  readonly names: Map<string, string>;
}

/**
 * Random histories of a few keys against a model: create, replay, conflict, refuse, correct, another
 * tenant, later. What differs from the model is noted under the clause of the step that showed it.
 */
export function modelCheck(declared: Idempotency, key: Key): Check {
  const { replay, conflict, refused, scope } = declared;
  const shared = [replay, conflict, refused].map(({ clause }) => clause);
  const clauses = [...shared, (scope.apart ?? scope).clause];
  return check('sequences', 'idempotency/histories', clauses, async (session) => {
    await playHistories<Model, Real>(session, {
      commands: commands(),
      runs,
      most: maxCommands,
      begin: () => ({
        model: { taken: new Map(), ages: new Map() },
        real: { session, key, declared, names: new Map() },
      }),
    });
  });
}

function commands() {
  const name = fc.constantFrom('a', 'b', 'c');
  return [
    name.map((letter) => new Use(letter)),
    name.map((letter) => new Use(letter)),
    name.map((letter) => new Conflict(letter)),
    name.map((letter) => new Refuse(letter)),
    name.map((letter) => new Elsewhere(letter)),
    fc.integer({ min: 1, max: 3600 }).map((seconds) => new Later(seconds)),
  ];
}

type Command = AsyncCommand<Model, Real>;

function keyNamed({ names, key, session }: Real, letter: string): string {
  const value = names.get(letter) ?? key.fresh(session);
  names.set(letter, value);
  return value;
}

function part(
  { session }: Real,
  isSo: boolean,
  clause: string,
  expected: string,
  exchanges: readonly Exchange[],
  premise?: string,
): void {
  const actual = exchanges.map(told).at(-1) ?? '';
  const found = { expected: [expected], actual, exchanges, premise };
  if (!session.judge(isSo, [clause], found)) throw new Differs(expected);
}

/** How long a key counts may be assumed: a key that time has passed over rests on that. */
function restsOnLife({ ages }: Model, { session, declared }: Real, letter: string) {
  const { clause } = declared.expiry;
  return ages.has(letter) && !isDocumented(session.plan, clause) ? clause : undefined;
}

/** Creates with a free key, and replays a taken one. */
class Use implements Command {
  readonly letter: string;
  constructor(letter: string) {
    this.letter = letter;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    const { session, key, declared } = real;
    const { taken } = model;
    const first = taken.get(this.letter);
    const draft = first?.draft ?? key.with(session.draft(), keyNamed(real, this.letter));
    const exchange = await session.send(draft, { isReplay: first !== undefined });
    if (!first) {
      const isNew = isAccepted(exchange) && key.isMarkedReplay(exchange) !== true;
      part(real, isNew, declared.refused.clause, 'a creation: the key is free', [exchange]);
      taken.set(this.letter, exchange);
      return;
    }
    // Where answers name nothing, that it is accepted is all that can be seen.
    const isSame = isAccepted(exchange) && isSameCreation(key, first, exchange) !== false;
    const premise = restsOnLife(model, real, this.letter);
    const both = [first, exchange];
    part(real, isSame, declared.replay.clause, 'the first answer again', both, premise);
  }
  toString = () => `use ${this.letter}`;
}

/** Another payload with a taken key. */
class Conflict implements Command {
  readonly letter: string;
  constructor(letter: string) {
    this.letter = letter;
  }
  check = ({ taken }: Readonly<Model>) => taken.has(this.letter);
  async run(model: Model, real: Real): Promise<void> {
    const { session, key, declared } = real;
    const first = model.taken.get(this.letter) as Exchange;
    const other = session.maker.pick(otherPayloads(session.plan, first.draft));
    if (!other) return;
    const exchange = await session.send(other.draft, { isReplay: true });
    const isConflict = 'answers' in declared.conflict;
    const isSo = isConflict ? isRefused(exchange) : isSameCreation(key, first, exchange) !== false;
    const expected = isConflict ? answersOf(declared.conflict as Rejection) : 'the first creation';
    const premise = restsOnLife(model, real, this.letter);
    part(real, isSo, declared.conflict.clause, expected, [first, exchange], premise);
  }
  toString = () => `conflict ${this.letter}`;
}

function answersOf({ answers }: Rejection): string {
  return answers.map(({ status, code }) => `${status} ${code}`).join(' or ');
}

/** A wrong request with a key: it leaves a free key free, and a taken one as it is. */
class Refuse implements Command {
  readonly letter: string;
  constructor(letter: string) {
    this.letter = letter;
  }
  check = ({ taken }: Readonly<Model>) => !taken.has(this.letter);
  async run(_model: Model, real: Real): Promise<void> {
    const { session, key } = real;
    const wrong = session.maker.pick(wrongDrafts(session));
    const exchange = wrong && (await session.send(key.with(wrong, keyNamed(real, this.letter))));
    // It is another check's to say so; here nothing is known of the key any more.
    if (exchange && !isRefused(exchange)) throw new Differs('a refusal');
  }
  toString = () => `refuse ${this.letter}`;
}

/** Another tenant uses the same key: it is new there. */
class Elsewhere implements Command {
  readonly letter: string;
  constructor(letter: string) {
    this.letter = letter;
  }
  check = ({ taken }: Readonly<Model>) => taken.has(this.letter);
  async run({ taken }: Model, real: Real): Promise<void> {
    const { session, key, declared } = real;
    const role = 'second-tenant';
    const first = taken.get(this.letter) as Exchange;
    if (!session.plan.known.credential(role)) return;
    const own: Draft = key.with(session.draft(undefined, { role }), keyNamed(real, this.letter));
    const exchange = await session.send(own, { isReplay: true });
    // It may have been used there in this history before: then that is another payload for it.
    const isApart = isRefused(exchange) || isSameCreation(key, first, exchange) !== true;
    part(
      real,
      isApart,
      (declared.scope.apart ?? declared.scope).clause,
      "nothing of the first tenant's",
      [first, exchange],
    );
  }
  toString = () => `another tenant uses ${this.letter}`;
}

/** Some time passes, less than any key's life. */
class Later implements Command {
  readonly seconds: number;
  constructor(seconds: number) {
    this.seconds = seconds;
  }
  check = () => true;
  async run({ taken, ages }: Model, { session, declared, names }: Real): Promise<void> {
    if (!session.courier.target.controls?.advance) return;
    await session.pass(this.seconds);
    const { after = Number.POSITIVE_INFINITY } = declared.expiry;
    for (const letter of taken.keys()) {
      const age = (ages.get(letter) ?? 0) + this.seconds;
      ages.set(letter, age);
      // When exactly a key ends is another check's to see: this letter stands for another key from now on.
      if (age > after * 0.9) for (const one of [taken, ages, names]) one.delete(letter);
    }
  }
  toString = () => `${this.seconds} s pass`;
}
