import { randomInt, randomUUID } from 'node:crypto';
import { parsePointer } from '../../specs/contract/pointer.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Seed } from '../world/seed.ts';
import { problemsOf } from './problems-of.ts';
import { type Profile, profiles } from './profiles.ts';
import type { Chaos, Rule, When } from './trouble.ts';

/** What chaos is asked for: a profile, rules, or both; for all requests or some. */
export interface ChaosOptions extends Pick<When, 'provider' | 'operation' | 'credential'> {
  readonly profile?: Profile;
  /** They come before the profile's. */
  readonly rules?: readonly Rule[];
  /** The same seed deals out the same trouble; drawn when it is left out. */
  readonly seed?: number;
  /** Answers do not say that trouble was injected. */
  readonly stealth?: boolean;
  /** Seconds of the sandbox's clock after which it ends by itself. */
  readonly for?: number;
}

/** What there is that trouble can be for. */
export interface Place {
  readonly providers: readonly CompiledProvider[];
  readonly seeds: readonly Seed[];
}

/** Chaos that cannot be: what is wrong with it, and what to do. */
export class ChaosError extends Error {
  override readonly name = 'ChaosError';
  readonly mend: string;

  constructor(message: string, mend: string) {
    super(message);
    this.mend = mend;
  }
}

/**
 * The chaos that begins now; undefined where none is asked for.
 *
 * @param now milliseconds of the sandbox's clock.
 * @throws ChaosError when it has another form than the admin API takes, or a rule is for what is not there or
 * contradicts itself; it says which rule, from 1.
 */
export function chaosOf(asked: ChaosOptions, place: Place, now: number): Chaos | undefined {
  mustHaveForm(asked);
  const { profile, rules = [], seed, stealth = false, for: seconds, ...scope } = asked;
  const all = [...rules, ...(profile ? profiles[profile] : [])].map((rule) => ({
    ...scope,
    ...rule,
  }));
  if (all.length === 0) {
    mustBeNothing({ seed, stealth: stealth || undefined, for: seconds, ...scope });
    return undefined;
  }
  mustBeThere(scope, place);
  for (const [index, rule] of rules.entries()) mustBeMet({ ...scope, ...rule }, index + 1, place);
  return {
    id: randomUUID(),
    ...(profile && { profile }),
    seed: seed ?? randomInt(2 ** 32),
    stealth,
    since: now,
    ...(seconds !== undefined && { for: seconds }),
    rules: all,
  };
}

/** A program may ask for what no type has checked. */
function mustHaveForm(asked: ChaosOptions): void {
  const [problem] = problemsOf(asked);
  if (!problem) return;
  const [first, index, ...rest] = parsePointer(problem.pointer);
  const isInRule = first === 'rules' && index !== undefined;
  const place = isInRule ? [`rule ${Number(index) + 1}`, ...rest] : parsePointer(problem.pointer);
  throw new ChaosError([...place, problem.message].join(': '), problem.mend);
}

/** Who says how and where, and not what, has forgotten it. */
function mustBeNothing(asked: object): void {
  const [left] = Object.entries(asked).filter(([, value]) => value !== undefined);
  if (!left) return;
  throw new ChaosError(
    `${left[0]} is about trouble, and there is none`,
    'Give a profile, or rules.',
  );
}

function mustBeMet(rule: Rule, nth: number, place: Place): void {
  try {
    mustBeThere(rule, place);
    mustBegin(rule);
    if (rule.trouble === 'latency') mustGrow(rule.latency);
  } catch (error) {
    if (!(error instanceof ChaosError)) throw error;
    throw new ChaosError(`rule ${nth}: ${error.message}`, error.mend);
  }
}

function mustBeThere({ provider, operation, credential }: When, { providers, seeds }: Place): void {
  const names = providers.map(({ name }) => name);
  mustBeOneOf('provider', provider, names);
  const asked = providers.filter(({ name }) => provider === undefined || provider === name);
  mustBeOneOf('operation', operation, asked.flatMap(operationsOf));
  const meant = asked
    .filter((one) => operation === undefined || operationsOf(one).includes(operation))
    .map(({ name }) => name);
  const credentials = seeds
    .filter((seed) => meant.includes(seed.provider))
    .flatMap((seed) => seed.credentials.map(({ id }) => id));
  mustBeOneOf('credential', credential, credentials);
}

function operationsOf({ operations }: CompiledProvider): string[] {
  return operations.map(({ operation }) => operation.id);
}

function mustBeOneOf(what: string, asked: string | undefined, known: readonly string[]): void {
  if (asked === undefined || known.includes(asked)) return;
  const mend = `Use one of ${[...new Set(known)].join(', ')}.`;
  throw new ChaosError(`no ${what} is ${asked}`, mend);
}

function mustBegin({ from = 0, until = Number.POSITIVE_INFINITY }: When): void {
  if (until > from) return;
  throw new ChaosError(`it is over at ${until} s, before it begins`, 'Let from be less.');
}

function mustGrow(latency: Extract<Rule, { trouble: 'latency' }>['latency']): void {
  const [less, more] =
    'from' in latency
      ? [latency.from, latency.to]
      : 'median' in latency
        ? [latency.median, latency.p99]
        : [0, 1];
  if (less <= more) return;
  throw new ChaosError(`${less} ms are more than ${more} ms`, 'Give the smaller number first.');
}
