import { InvalidArgumentError } from 'commander';
import { isProfile, type Profile, profileNames } from '../mock-server/chaos/profiles.ts';

/** Trouble as it is named on the command line. */
export type ChaosNamed = { readonly profile: Profile } | { readonly file: string };

/** A profile by its name, or else a file. */
export function chaosNamed(value: string): ChaosNamed {
  if (isProfile(value)) return { profile: value };
  if (/[./\\]/.test(value)) return { file: value };
  throw new InvalidArgumentError(`It must be one of ${profileNames.join(', ')}, or a file.`);
}
