import { demandOptions } from '../conformance/demand-options.ts';
import { listChecks, runConformance } from '../conformance/index.ts';
import { readBaseline } from '../conformance/report/baseline.ts';
import { createProgress } from '../conformance/report/create-progress.ts';
import { type Progress, silent } from '../conformance/report/progress.ts';
import type { Phase, Report } from '../conformance/report/report.ts';
import { lastLine, terminalOf } from '../conformance/report/terminal.ts';
import type { RunOptions } from '../conformance/run-options.ts';
import { openTarget } from '../conformance/target/open-target.ts';
import type { Target } from '../conformance/target/target.ts';
import { TargetError } from '../conformance/target/target-error.ts';
import { openContract } from '../specs/contract/load.ts';
import type { Contract, Level } from '../specs/contract/types.ts';
import { abortOnSignal, interrupted } from './abort-on-signal.ts';
import { hasColours } from './colours.ts';
import { invocation } from './invocation.ts';
import { demandReportFiles, type ReportFiles, writeReportFiles } from './report-files.ts';

/** The options of `conform`. */
export interface ConformOptions extends ReportFiles {
  readonly target: string;
  readonly seed?: number;
  readonly marker?: string;
  readonly clause: readonly string[];
  readonly level?: Level;
  readonly phase: readonly Phase[];
  readonly list?: boolean;
  readonly shard?: string;
  readonly baseline?: string;
  readonly strict?: boolean;
  readonly maxRequests?: number;
  readonly timeout?: number;
  readonly allowRemote?: boolean;
  readonly adminToken?: string;
  readonly replay?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/**
 * Judges a server and shows and writes the reports.
 *
 * @returns the code to exit with.
 * @throws FileError, OptionError and UsageError before anything is sent.
 */
export async function judge(name: string, options: ConformOptions): Promise<number> {
  try {
    return await judgeBy(await openContract(name), options);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}

async function judgeBy(contract: Contract, options: ConformOptions): Promise<number> {
  demandReportFiles(options, [options.baseline, options.target]);
  const asked = runOptions(contract, options);
  demandOptions(contract, asked);
  const baseline = options.baseline && readBaseline(options.baseline, contract.clauses);
  const target = await openTarget(options.target, contract, options);
  try {
    const run = { ...asked, ...(baseline && { baseline }) };
    if (options.list) return await list(contract, target, run);
    return await runAndReport(contract, target, run, options);
  } finally {
    // Its own end is none of the run's: a double that is gone has nothing to give back.
    await target.controls?.release?.().catch(() => {});
  }
}

async function list(contract: Contract, target: Target, run: RunOptions): Promise<number> {
  const checks = await listChecks(contract, target, run);
  for (const { id, phase, clauses } of checks)
    console.log(`${id}  [${phase}]  ${clauses.join(', ')}`);
  console.error(`${checks.length} checks`);
  return 0;
}

async function runAndReport(
  contract: Contract,
  target: Target,
  run: RunOptions,
  options: ConformOptions,
): Promise<number> {
  const progress = options.quiet ? silent : await createProgress(process.stderr);
  const signal = abortOnSignal();
  const report = await withProgress(progress, () =>
    runConformance(contract, target, { ...run, signal, onEvent: (event) => progress.on(event) }),
  );
  show(report, options);
  await writeReportFiles(report, options);
  return signal.aborted && report.exitCode !== 1 ? interrupted : report.exitCode;
}

async function withProgress<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    progress.stop();
  }
}

function show(report: Report, { quiet, verbose = false }: ConformOptions): void {
  const colour = hasColours();
  console.log(quiet ? lastLine(report) : terminalOf(report, { verbose, colour }));
}

function runOptions(contract: Contract, options: ConformOptions): RunOptions {
  const { seed, marker, clause, level, phase, shard, strict, maxRequests, timeout, replay } =
    options;
  return {
    ...(seed !== undefined && { seed }),
    ...(marker !== undefined && { marker }),
    ...(level !== undefined && { level }),
    ...(shard !== undefined && { shard }),
    ...(maxRequests !== undefined && { maxRequests }),
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
    ...(replay !== undefined && { replay }),
    clauses: clause,
    phases: phase,
    strict: strict === true,
    invocation: invocation(contract, options.target, options.allowRemote),
  };
}
