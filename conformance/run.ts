import { randomBytes, randomInt } from 'node:crypto';
import type { RateLimit } from '../specs/behaviours/rate-limit.ts';
import { behavioursOf } from '../specs/contract/build.ts';
import type { Contract } from '../specs/contract/types.ts';
import { version } from '../specs/contract/version.ts';
import type { Plan } from './cases/change.ts';
import { formsOf } from './cases/forms.ts';
import { Maker } from './cases/maker.ts';
import { subjectOf } from './cases/subject.ts';
import { preflight } from './phases/preflight.ts';
import type { ProviderSuite } from './providers/provider-suite.ts';
import { type Phase, phases, type Report, type Selection, type Stopped } from './report/report.ts';
import { reportOf } from './report-of-run.ts';
import type { RunOptions } from './run-options.ts';
import { Courier } from './suite/courier.ts';
import { Coverage } from './suite/coverage.ts';
import { Pacer } from './suite/pacer.ts';
import { type Program, programOf } from './suite/program.ts';
import { loadProviderSuite, loadVerifiers } from './suite/rooms.ts';
import { Runner } from './suite/runner.ts';
import { chosenClauses, selectChecks, shardOf } from './suite/selection.ts';
import { StopRun } from './suite/stop-run.ts';
import { Tally } from './suite/tally.ts';
import type { Target } from './target/target.ts';
import { Wire } from './wire/wire.ts';

/** More requests than any contract's suite sends: an end for what would have none. */
const defaultMaxRequests = 20_000;

/**
 * Judges a server by a contract, clause by clause.
 *
 * @returns the report; what goes wrong at the target is in it, too.
 * @throws Error for options that make no sense, and for a contract with a behaviour that nothing verifies.
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
  const run = await openRun(contract, target, options);
  const stopped = await run.toItsEnd();
  const report = reportOf({ ...run, contract, target, options, stopped });
  options.onEvent?.({ type: 'finished', report });
  return report;
}

/** The ids of the checks that a run with these options would begin with, operation by operation. */
export async function listChecks(
  contract: Contract,
  target: Target,
  options: RunOptions = {},
): Promise<{ readonly id: string; readonly phase: string; readonly clauses: readonly string[] }[]> {
  const [verifiers, provider] = await Promise.all([
    loadVerifiers(),
    loadProviderSuite(contract.provider),
  ]);
  const selection = selectionOf(options);
  return contract.operations.flatMap((operation) => {
    const program = programOf(
      planOf(contract, operation, target, provider, 1, 'list'),
      verifiers,
      provider,
    );
    return chosenChecks(contract, program, selection, options).map(({ id, phase, clauses }) => ({
      id: `${operation.id}/${id}`,
      phase,
      clauses,
    }));
  });
}

async function openRun(contract: Contract, target: Target, options: RunOptions) {
  const { seed = randomInt(2 ** 31), marker = randomBytes(3).toString('hex') } = options;
  const { onEvent: tell = () => {}, signal, timeout = 10_000 } = options;
  const { maxRequests = defaultMaxRequests } = options;
  const [verifiers, provider] = await Promise.all([
    loadVerifiers(),
    loadProviderSuite(contract.provider),
  ]);
  const wire = new Wire(target.baseUrl, timeout);
  const [rate] = behavioursOf<RateLimit>(contract, 'rate-limit');
  const pacer = new Pacer(target, rate, signal, tell);
  const userAgent = `doublecheck/${version}`;
  const courier = new Courier({ target, wire, pacer, maxRequests, userAgent, signal });
  const command = options.invocation ?? `doublecheck conform ${contract.provider}`;
  const tally = new Tally(
    contract,
    target,
    (check) => `${command} --seed ${seed} --marker ${marker} --replay '${check}'`,
  );
  const coverage = new Coverage();
  const runner = new Runner({ courier, tally, coverage, seed, marker, tell });
  const startedAt = new Date();
  const selection = selectionOf(options);

  const everything = async (): Promise<void> => {
    await reset(target);
    const programs: Program[] = [];
    await runner.during('preflight', contract.operations.length, async () => {
      for (const operation of contract.operations) {
        const plan = planOf(contract, operation, target, provider, seed, marker);
        const { watches, checks } = programOf(plan, verifiers, provider);
        const usable = await runner.run(
          plan,
          watches,
          'preflight',
          'preflight',
          async (session) => {
            const found = await preflight(session);
            const reason = `the target does not have ${operation.method} ${operation.path}`;
            if (!found) session.unseen(reason, ...checks.flatMap(({ clauses }) => clauses));
            return found;
          },
        );
        if (usable) programs.push(programOf(usable, verifiers, provider));
      }
    });
    const chosen = programs.map((program) => ({
      ...program,
      checks: chosenChecks(contract, program, selection, options),
    }));
    const checks = chosen.reduce((sum, program) => sum + program.checks.length, 0);
    tell({ type: 'started', checks, estimate: estimateOf(checks, pacer, target) });
    const lanes = lanesFor(target);
    for (const phase of phases) await runPhase(runner, chosen, phase, lanes, tell);
  };

  return {
    seed,
    marker,
    startedAt,
    selection,
    courier,
    tally,
    coverage,
    runner,
    /** Runs until all is done or something stops it, and says what did. */
    async toItsEnd(): Promise<Stopped | undefined> {
      try {
        await everything();
        return undefined;
      } catch (error) {
        if (error instanceof StopRun) return error.stopped;
        if (signal?.aborted) return aborted;
        throw error;
      } finally {
        await wire.close();
      }
    },
  };
}

/** Puts the target back to what it is described as, where it can be. */
async function reset({ controls }: Target): Promise<void> {
  await controls?.reset?.().catch((error: Error) => {
    throw new StopRun({
      by: 'unusable',
      message: `The target could not be reset: ${error.message}`,
      mend: 'See that the reset hook of the target file works, or leave it out.',
    });
  });
}

const aborted: Stopped = {
  by: 'aborted',
  message: 'The run was ended before its end.',
  mend: 'What it saw until then is reported; run it again for the rest.',
};

async function runPhase(
  runner: Runner,
  programs: readonly Program[],
  phase: Phase,
  lanes: number,
  tell: NonNullable<RunOptions['onEvent']>,
): Promise<void> {
  const jobs = programs.flatMap(({ plan, watches, checks }) =>
    checks.filter((check) => check.phase === phase).map((check) => ({ plan, watches, check })),
  );
  if (jobs.length === 0) return;
  tell({ type: 'phase', phase, checks: jobs.length });
  const waiting = jobs.values();
  const lane = async (): Promise<void> => {
    for (const { plan, watches, check } of waiting) {
      await runner.runCheck(plan, watches, check).catch((error) => {
        // What stops one lane stops all.
        jobs.length = 0;
        throw error;
      });
    }
  };
  // Only there does nothing depend on what came before.
  const width = phase === 'coverage' ? lanes : 1;
  await runner.during(phase, jobs.length, async () => {
    await Promise.all(Array.from({ length: width }, lane));
  });
}

/** How many requests may be under way at once: a double of ours takes several, who knows of another server. */
function lanesFor({ controls, pacing }: Target): number {
  return pacing?.concurrency ?? (controls?.advance ? 4 : 1);
}

function planOf(
  contract: Contract,
  operation: Contract['operations'][number],
  target: Target,
  provider: ProviderSuite,
  seed: number,
  marker: string,
): Plan {
  const subject = subjectOf(contract, operation, target, provider);
  return { ...subject, forms: formsOf(subject, new Maker(seed, marker, `${operation.id}/plan`)) };
}

function chosenChecks(
  contract: Contract,
  { plan, checks, watches }: Program,
  selection: Selection,
  { replay, shard }: RunOptions,
) {
  if (replay !== undefined)
    return checks.filter(({ id }) => `${plan.operation.id}/${id}` === replay);
  const isChosen = chosenClauses(contract, selection);
  return shardOf(selectChecks(checks, watches, selection, isChosen), shard);
}

function selectionOf({
  clauses = [],
  level,
  phases: named = [],
  shard,
  strict = false,
}: RunOptions): Selection {
  return {
    clauses,
    ...(level !== undefined && { level }),
    phases: named,
    ...(shard !== undefined && { shard }),
    strict,
  };
}

/** How long it may take, where the target sets the pace. */
function estimateOf(checks: number, { rate }: Pacer, { controls, pacing }: Target): string {
  const perSecond = Math.min(
    pacing?.requestsPerSecond ?? Number.POSITIVE_INFINITY,
    rate && !controls?.advance ? rate.limit / rate.window : Number.POSITIVE_INFINITY,
  );
  if (!Number.isFinite(perSecond)) return '';
  const minutes = (checks * 1.3) / perSecond / 60;
  return `about ${Math.max(1, Math.round(minutes))} min at the target's ${Number(perSecond.toFixed(1))} requests/s`;
}
