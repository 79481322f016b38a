import { contractFile, isProvider } from '../specs/contract/providers.ts';
import type { Contract } from '../specs/contract/types.ts';

/** What a finding tells to run again: the same contract at the same target. */
export function invocation(
  { provider, file }: Contract,
  target: string,
  allowRemote = false,
): string {
  const contract =
    isProvider(provider) && file === contractFile(provider) ? provider : quoted(file);
  return `doublecheck conform ${contract} --target ${quoted(target)}${allowRemote ? ' --allow-remote' : ''}`;
}

/** As POSIX shells quote, where they must. */
export function quoted(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
