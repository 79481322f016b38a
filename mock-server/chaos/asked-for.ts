import { isProfile, profiles } from './profiles.ts';
import type { ChaosOptions } from './read-chaos.ts';
import type { Chaos } from './trouble.ts';

/** What asks for the same chaos again, from its beginning: what time it has left is not said. */
export function askedFor({ profile, rules, seed, stealth, for: seconds }: Chaos): ChaosOptions {
  const ways = {
    seed,
    ...(stealth && { stealth }),
    ...(seconds !== undefined && { for: seconds }),
  };
  if (profile === undefined || !isProfile(profile)) return { rules, ...ways };
  const own = rules.slice(0, -profiles[profile].length);
  // A profile is for all requests: what its rules are for was said of the whole.
  const { provider, operation, credential } = rules.at(-1) ?? {};
  return {
    profile,
    rules: own,
    ...ways,
    ...(provider !== undefined && { provider }),
    ...(operation !== undefined && { operation }),
    ...(credential !== undefined && { credential }),
  };
}
