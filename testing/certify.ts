import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { auditClient } from '../conformance/audit/audit.ts';
import type { JournalLine } from '../conformance/audit/journal-line.ts';
import type { AuditLimits } from '../conformance/audit/limits.ts';
import { sourceName } from '../conformance/audit/source/source-name.ts';
import { DoubleAdmin } from '../conformance/target/double-admin.ts';
import type { Target } from '../mock-server/admin/target.ts';
import type { Profile } from '../mock-server/chaos/profiles.ts';
import { createDouble, type Double, type DoubleOptions } from '../mock-server/double.ts';
import { loadProvider } from '../specs/contract/load.ts';
import type { Provider } from '../specs/contract/providers.ts';
import { environmentOf } from './environment.ts';
import { type Ended, runCommand } from './run-command.ts';
import type { TrialResult } from './trial-result.ts';
import { type Trial, trials } from './trials.ts';
import { verdictOf } from './verdict.ts';

interface CertifyOptions {
  readonly provider: Provider;
  /** A line for the shell that does what the client is for, once. */
  readonly command: string;
  /** All by default. */
  readonly trials?: readonly Trial[];
  /** The same seed deals out the same trouble; 1 by default. */
  readonly seed?: number;
  /** Seconds that the command may take in each trial; 120 by default. */
  readonly timeout?: number;
  /** Variables for the command beside ours: `{baseUrl}`, `{token}`, `{header}` and `{value}` in them are filled in. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: Partial<AuditLimits>;
  /** Let warnings fail it, and rules that trouble brings up but that had no occasion in any trial. */
  readonly strict?: boolean;
  /** Files of worlds that take the place of the provider's own. */
  readonly worlds?: DoubleOptions['worlds'];
  readonly signal?: AbortSignal;
  /** Called as each trial begins. */
  readonly onTrial?: (trial: Trial) => void;
}

export interface Certificate {
  readonly provider: Provider;
  readonly command: string;
  readonly seed: number;
  readonly strict: boolean;
  /**
   * 1 when a rule is broken in some trial; 3 when in some the client was killed or asked for nothing, or with no
   * trouble at all got nothing done or ended with another code than 0. Strictly, 1 also when a rule warns in some
   * trial, or had no occasion in any though trouble brings it up. Else 0.
   */
  readonly exitCode: 0 | 1 | 3;
  /** What decided over the exit code, in some words. */
  readonly why: string;
  /** Their reports are not strict: no single trial has an occasion for every rule. */
  readonly trials: readonly TrialResult[];
}

/**
 * Runs a client against a double under each kind of trouble, and judges what it did. Each trial has a sandbox
 * of its own. That the client reports what it left undone shows in its exit code.
 *
 * @throws FileError for a world that cannot be used.
 * @example
 * const { exitCode, trials } = await certify({ provider: 'mava', command: 'node my-client.js' });
 */
export async function certify(options: CertifyOptions): Promise<Certificate> {
  const { provider, command, seed = 1, strict = false, trials: wanted = trials, signal } = options;
  const double = await createDouble({
    providers: [provider],
    // Whatever path a client asks for, it is seen.
    atRoot: true,
    journalBound: bound,
    worlds: options.worlds ?? [],
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-'));
  try {
    const address = await double.listen();
    const results: TrialResult[] = [];
    for (const trial of wanted) {
      if (signal?.aborted) break;
      options.onTrial?.(trial);
      const result = await tryOnce({ double, address, folder }, trial, { ...options, seed });
      if (signal?.aborted) break;
      results.push(result);
      if (isNoCommand(result)) break;
    }
    return { provider, command, seed, strict, ...verdictOf(results, strict), trials: results };
  } finally {
    await double.close();
    rmSync(folder, { recursive: true });
  }
}

/** So many requests of all sandboxes are kept, and given at once. */
const bound = 10_000;

/** Where the client is tried. */
interface Place {
  readonly double: Double;
  readonly address: string;
  /** For what the client is to read. */
  readonly folder: string;
}

async function tryOnce(
  { double, address, folder }: Place,
  trial: Trial,
  { provider, command, seed, timeout = 120, env, limits, signal }: CertifyOptions,
): Promise<TrialResult> {
  const admin = new DoubleAdmin(address, undefined);
  const { id, targets } = (await admin.call('POST', '/sandboxes')) as {
    readonly id: string;
    readonly targets: Readonly<Record<Provider, Target>>;
  };
  const target = targets[provider];
  const file = path.join(folder, `${trial}.json`);
  writeFileSync(file, JSON.stringify(target));
  if (trial !== 'calm')
    await admin.call('PUT', `/chaos?sandbox=${id}`, { profile: trial as Profile, seed });
  await admin.call('DELETE', '/journal');
  const variables = environmentOf(target, trial, file, env);
  const ended = await runCommand(command, {
    env: { ...process.env, ...variables },
    timeout,
    signal,
  });
  // Whom the client left waiting hears of it a moment later.
  await double.idle();
  const lines = (await admin.call('GET', `/journal?sandbox=${id}&limit=${bound}`)) as JournalLine[];
  const strangers = (await double.journal()).length;
  const report = auditClient(loadProvider(provider), lines.filter(isItsOwn(ended)), {
    source: sourceName(trial, lines.length, bound - strangers),
    // Of one that was killed nobody knows what it would have said.
    ...(ended.exitCode !== null && { reported: ended.exitCode !== 0 }),
    ...(limits && { limits }),
  });
  return { trial, ended, report, strangers };
}

/** Whom we killed did not give up by itself. */
function isItsOwn({ exitCode, at }: Ended): (line: JournalLine) => boolean {
  return ({ hungUp, ended }) => exitCode !== null || hungUp !== 'client' || Date.parse(ended) < at;
}

/** What a shell says of a command that it does not find, or may not run. */
const noCommand = [126, 127];

function isNoCommand({ ended, report }: TrialResult): boolean {
  return report.requests === 0 && noCommand.includes(ended.exitCode ?? 0);
}
