import { randomInt, randomUUID } from 'node:crypto';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import { isProfile, type Profile, profileNames, profiles } from './profiles.ts';
import { type Chaos, type Rule, troubleKinds, type When } from './trouble.ts';

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
 * @throws ChaosError when a rule is for what is not there or contradicts itself.
 */
export function chaosOf(
  { profile, rules = [], seed, stealth = false, for: seconds, ...scope }: ChaosOptions,
  providers: readonly CompiledProvider[],
  now: number,
): Chaos | undefined {
  if (profile !== undefined && !isProfile(profile))
    throw new ChaosError(`no profile is ${profile}`, `Use one of ${profileNames.join(', ')}.`);
  const all = [...rules, ...(profile ? profiles[profile] : [])].map((rule) => ({
    ...scope,
    ...rule,
  }));
  if (all.length === 0) {
    mustBeNothing({ seed, stealth: stealth || undefined, for: seconds, ...scope });
    return undefined;
  }
  for (const rule of all) mustBeMet(rule, providers);
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

/** Who says how and where, and not what, has forgotten it. */
function mustBeNothing(asked: object): void {
  const [left] = Object.entries(asked).filter(([, value]) => value !== undefined);
  if (!left) return;
  throw new ChaosError(
    `${left[0]} is about trouble, and there is none`,
    'Give a profile, or rules.',
  );
}

function mustBeMet(rule: Rule, providers: readonly CompiledProvider[]): void {
  if (!troubleKinds.includes(rule.trouble))
    throw new ChaosError(`no trouble is ${rule.trouble}`, `Use one of ${troubleKinds.join(', ')}.`);
  const names = providers.map(({ name }) => name);
  if (rule.provider !== undefined && !names.includes(rule.provider))
    throw new ChaosError(`no provider is ${rule.provider}`, `Use one of ${names.join(', ')}.`);
  const operations = providers
    .filter(({ name }) => rule.provider === undefined || rule.provider === name)
    .flatMap((provider) => provider.operations.map(({ operation }) => operation.id));
  if (rule.operation !== undefined && !operations.includes(rule.operation))
    throw new ChaosError(
      `no operation is ${rule.operation}`,
      `Use one of ${[...new Set(operations)].join(', ')}.`,
    );
  if (rule.credential !== undefined && !/^[^/]+\/[^/]+$/.test(rule.credential))
    throw new ChaosError(
      `no credential is ${rule.credential}`,
      'Write tenant/role, as the journal does.',
    );
  if ((rule.until ?? Number.POSITIVE_INFINITY) <= (rule.from ?? 0))
    throw new ChaosError(`it is over at ${rule.until} s, before it begins`, 'Let from be less.');
  if (rule.trouble === 'latency') mustGrow(rule.latency);
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
