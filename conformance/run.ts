import { randomBytes, randomInt } from 'node:crypto';
import type { RateLimit } from '../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../specs/contract/build.ts';
import type { Contract } from '../specs/contract/types.ts';
import { version } from '../specs/contract/version.ts';
import { demandChecks, demandOptions, type ListedCheck } from './demand-options.ts';
import { limitOf } from './reading/limit.ts';
import type { Report, Stopped } from './report/report.ts';
import { play } from './run/play.ts';
import { type Program, programsOf } from './run/program.ts';
import { reportOf } from './run/report-of-run.ts';
import { Runner } from './run/runner.ts';
import { chosenChecks } from './run/selection.ts';
import { Tally } from './run/tally.ts';
import type { RunOptions } from './run-options.ts';
import { Courier } from './suite/courier.ts';
import { KeywordCounts } from './suite/keyword-counts.ts';
import { Pacer } from './suite/pacer.ts';
import { crashed, StopRun } from './suite/stop-run.ts';
import type { Target } from './target/target.ts';
import { Wire } from './wire/wire.ts';

/** More requests than any contract's suite sends: an end for what would have none. */
const defaultMaxRequests = 20_000;

/**
 * Judges a server by a contract, clause by clause.
 *
 * @returns the report; what goes wrong at the target is in it, too.
 * @throws OptionError for options that make no sense, before anything is sent.
 * @throws Error for a contract with a behaviour that nothing verifies.
 * @example
 * const target = await openTarget('http://127.0.0.1:4010', contract);
 * const report = await runConformance(contract, target, { seed: 7 });
 * report.clauses.filter(({ verdict }) => verdict === 'fail');
 */
export async function runConformance(
  contract: Contract,
  target: Target,
  options: RunOptions = {},
): Promise<Report> {
  demandOptions(contract, options);
  const { seed = randomInt(2 ** 31), marker = randomBytes(3).toString('hex') } = options;
  const { onEvent: tell = () => {}, signal, timeout = 10_000 } = options;
  const { maxRequests = defaultMaxRequests } = options;
  const { programs, again } = await programsOf(contract, target, { seed, marker });
  demandChecks(contract, options, (chosen) => checksIn(contract, programs, chosen));
  const [rate] = behavioursOf<RateLimit>(contract, 'rate-limit');
  const wire = new Wire(target.baseUrl, timeout);
  const pacer = new Pacer(target, rate, signal, tell);
  const userAgent = `doublecheck/${version} (${marker})`;
  const courier = new Courier({
    target,
    wire,
    pacer,
    maxRequests,
    userAgent,
    isLimit: limitOf(contract),
    signal,
  });
  const command =
    options.invocation ?? `doublecheck conform ${contract.provider} --target ${target.baseUrl}`;
  // Under another marker: a server that remembers this run would take the same keys for used.
  const replay = (check: string) => `${command} --seed ${seed} --replay '${check}'`;
  const tally = new Tally(contract, target, replay);
  const coverage = new KeywordCounts();
  const runner = new Runner({ courier, tally, coverage, seed, marker, tell });
  const startedAt = new Date();

  const choose = (program: (typeof programs)[number]) => chosenChecks(contract, program, options);
  const played = play({ target, runner, pacer, programs, signal, tell, again, choose });
  const stopped = (await endOf(played, signal).finally(() => wire.close())) ?? runner.crashed;
  const report = reportOf({
    contract,
    target,
    options,
    seed,
    marker,
    startedAt,
    courier,
    tally,
    coverage,
    runner,
    stopped,
  });
  tell({ type: 'finished', report });
  return report;
}

/**
 * The ids of the checks that a run with these options would begin with, operation by operation.
 *
 * @throws OptionError for options that make no sense.
 */
export async function listChecks(
  contract: Contract,
  target: Target,
  options: RunOptions = {},
): Promise<readonly ListedCheck[]> {
  demandOptions(contract, options);
  const { programs } = await programsOf(contract, target, { seed: 1, marker: 'list' });
  demandChecks(contract, options, (chosen) => checksIn(contract, programs, chosen));
  return checksIn(contract, programs, options);
}

function checksIn(
  contract: Contract,
  programs: readonly Program[],
  options: RunOptions,
): ListedCheck[] {
  return programs.flatMap((program) =>
    chosenChecks(contract, program, options).map(({ id, phase, clauses }) => ({
      id: `${program.plan.operation.id}/${id}`,
      phase,
      clauses,
    })),
  );
}

/** Waits for a run to end, and says what stopped it, if anything did. */
async function endOf(
  played: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<Stopped | undefined> {
  try {
    await played;
    return undefined;
  } catch (error) {
    // Whatever else an abort brings down on its way.
    if (signal?.aborted) return aborted;
    if (error instanceof StopRun) return error.stopped;
    return crashed(`The suite itself failed: ${error}.`);
  }
}

const aborted: Stopped = {
  by: 'aborted',
  message: 'The run was ended before its end.',
  mend: 'What it saw until then is reported; run it again for the rest.',
};
