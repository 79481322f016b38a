import type { Contract } from '../../specs/contract/types.ts';
import { targetOfDouble } from './from-double.ts';
import { demandLoopback } from './loopback.ts';
import { readTarget } from './read-target.ts';
import type { Target } from './target.ts';
import { TargetError } from './target-error.ts';

export interface OpenTargetOptions {
  /** Whether a server on another machine may be judged. */
  readonly allowRemote?: boolean;
  /** What a double's admin API asks for, where it was started with one. */
  readonly adminToken?: string | undefined;
  /** Where `${NAME}` in a file is looked up; the process's own environment by default. */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The target that a URL or a file stands for. A URL is a double's: its admin API is asked for a sandbox,
 * so call `target.controls?.release?.()` when done.
 *
 * @throws FileError for a file that cannot be used.
 * @throws TargetError for a server that cannot be.
 */
export async function openTarget(
  text: string,
  contract: Contract,
  options: OpenTargetOptions = {},
): Promise<Target> {
  const { allowRemote = false, adminToken, env = process.env } = options;
  if (/^[\w.-]+:\d+(\/|$)/.test(text)) {
    throw new TargetError(2, `${text} is neither a URL nor a file`, `Did you mean http://${text}?`);
  }
  if (!/^https?:\/\//i.test(text)) return readTarget(text, contract, { allowRemote, env });
  const url = parsed(text);
  demandLoopback(url, allowRemote);
  return targetOfDouble(url, contract.provider, { adminToken });
}

function parsed(text: string): string {
  try {
    return new URL(text).href;
  } catch {
    throw new TargetError(
      2,
      `${JSON.stringify(text)} is no URL`,
      'Give one such as http://127.0.0.1:4010, or the name of a target file.',
    );
  }
}
