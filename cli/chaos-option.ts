import { InvalidArgumentError } from 'commander';
import { isProfile, profileNames } from '../mock-server/chaos/profiles.ts';
import type { ChaosOptions } from '../mock-server/chaos/read-chaos.ts';
import { readChaosFile } from '../mock-server/chaos/read-chaos-file.ts';

/**
 * A profile by its name, or else a file.
 *
 * @throws FileError for a file that cannot be used.
 */
export function chaosNamed(value: string): ChaosOptions {
  if (isProfile(value)) return { profile: value };
  if (/[./\\]/.test(value)) return readChaosFile(value);
  throw new InvalidArgumentError(`It must be one of ${profileNames.join(', ')}, or a file.`);
}
