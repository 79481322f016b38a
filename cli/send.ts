import { writeWhole } from '../conformance/report/write-whole.ts';
import { ofOthers } from '../conformance/send/check-cases.ts';
import type { SendCasesOptions, SendEvent, SendSummary } from '../conformance/send/result.ts';
import {
  demandOwner,
  type Earlier,
  ResultsFile,
  readResults,
} from '../conformance/send/results-file.ts';
import { sendCases } from '../conformance/send/send-cases.ts';
import { sendJunitOf } from '../conformance/send/send-junit.ts';
import { ResultKeeper, sendJsonOf } from '../conformance/send/send-report.ts';
import { openTarget } from '../conformance/target/open-target.ts';
import type { Target } from '../conformance/target/target.ts';
import { TargetError } from '../conformance/target/target-error.ts';
import { redacted } from '../conformance/wire/redact.ts';
import { openContract } from '../specs/contract/load.ts';
import { FileError } from '../specs/contract/problem.ts';
import { isProvider, providers } from '../specs/contract/providers.ts';
import type { Contract } from '../specs/contract/types.ts';
import { abortOnSignal, interrupted } from './abort-on-signal.ts';
import { sendAgain } from './send-again.ts';
import { demandSendFiles, type SendFiles } from './send-files.ts';
import { sendProgress, silentProgress } from './send-progress.ts';
import { SendScreen } from './send-screen.ts';
import { openSource, type Source } from './send-source.ts';

/** The options of `send`. */
export interface SendOptions extends SendFiles {
  readonly target: string;
  readonly contract?: string;
  readonly rate?: number;
  readonly concurrency?: number;
  readonly maxRequests?: number;
  readonly timeout?: number;
  readonly strict?: boolean;
  readonly allowRemote?: boolean;
  readonly adminToken?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/**
 * Sends the cases of a file, shows those whose answer is not allowed, and writes the reports.
 *
 * @param file or `-` for standard input.
 * @returns the code to exit with.
 * @throws FileError, OptionError and UsageError before anything is sent.
 */
export async function send(file: string, options: SendOptions): Promise<number> {
  demandSendFiles(file, options);
  const { results, resume = false } = options;
  const earlier = results === undefined ? undefined : await readResults(results, resume);
  const done = earlier && { file: earlier.file, ids: earlier.entries.keys() };
  const source = await openSource(file, done);
  try {
    return await sendFrom(source, file, earlier, options);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    console.error(error.message);
    return error.exitCode;
  } finally {
    source.close();
  }
}

async function sendFrom(
  source: Source,
  file: string,
  earlier: Earlier | undefined,
  options: SendOptions,
): Promise<number> {
  const contract = await contractFor(source, options.contract);
  const target = await openTarget(options.target, contract, options);
  try {
    const owner = { provider: contract.provider, target: redacted(target, target.baseUrl) };
    if (earlier) demandOwner(earlier, owner);
    const results = earlier && new ResultsFile(earlier, owner);
    try {
      const run = { source, file, contract, target, earlier, results };
      return await sendAndReport(run, options);
    } finally {
      results?.close();
    }
  } finally {
    // Its own end is none of the run's: a double that is gone has nothing to give back.
    await target.controls?.release?.().catch(() => {});
  }
}

/** @throws FileError where the cases are of another provider than the contract, or of one that is not ours. */
async function contractFor(
  { name, provider }: Source,
  given: string | undefined,
): Promise<Contract> {
  if (given === undefined && isProvider(provider)) return openContract(provider);
  const refuse = (message: string, mend: string) =>
    new FileError(name, [{ pointer: '/provider', message, mend }]);
  if (given === undefined) {
    const mend = `Give their contract: --contract <file>. Built in are ${providers.join(', ')}.`;
    throw refuse(`no contract of ${provider} is built in`, mend);
  }
  const contract = await openContract(given);
  if (contract.provider === provider) return contract;
  const mend = 'Give the contract that they were made from.';
  throw refuse(`the cases are of ${provider}, and ${given} is ${contract.provider}'s`, mend);
}

interface Run {
  readonly source: Source;
  readonly file: string;
  readonly contract: Contract;
  readonly target: Target;
  readonly earlier: Earlier | undefined;
  readonly results: ResultsFile | undefined;
}

async function sendAndReport(run: Run, options: SendOptions): Promise<number> {
  const { source, file, contract, target, earlier, results } = run;
  const { quiet = false, verbose = false, strict = false, junit, json } = options;
  const keeper = new ResultKeeper({ passed: junit !== undefined });
  const screen = new SendScreen(target, { quiet, verbose, again: sendAgain(file, options) });
  const progress = quiet ? silentProgress : sendProgress(process.stderr, source.total);
  const onEvent = (event: SendEvent): void => {
    if (event.type === 'result') results?.add(event.result);
    if (junit !== undefined || json !== undefined) keeper.on(event);
    progress.on(event);
    if (event.type !== 'result' || !screen.shows(event.result)) return;
    progress.clear();
    screen.show(event.result);
  };
  const signal = AbortSignal.any([abortOnSignal(), abortOnClosedOutput()]);
  let summary: SendSummary;
  try {
    const asked = { ...sendOptions(source, earlier, options), signal, onEvent };
    summary = await sendCases(contract, target, source.cases, asked);
  } finally {
    progress.stop();
  }
  screen.end(summary);
  const report = keeper.reportOf(summary, strict);
  if (junit !== undefined) writeWhole(junit, sendJunitOf(report, keeper.passed));
  if (json !== undefined) writeWhole(json, sendJsonOf(report));
  demandAllMet(earlier, source, summary);
  return signal.aborted && report.exitCode !== 1 ? interrupted : report.exitCode;
}

function sendOptions(
  { total }: Source,
  earlier: Earlier | undefined,
  { rate, concurrency, maxRequests, timeout }: SendOptions,
): SendCasesOptions {
  return {
    ...(total !== undefined && { total }),
    ...(earlier && { before: earlier.entries }),
    ...(rate !== undefined && { rate }),
    ...(concurrency !== undefined && { concurrency }),
    ...(maxRequests !== undefined && { maxRequests }),
    ...(timeout !== undefined && { timeout: timeout * 1000 }),
  };
}

/** Of cases that are piped it shows only in the end that earlier results are of others. */
function demandAllMet(
  earlier: Earlier | undefined,
  { name }: Source,
  { before, stopped }: SendSummary,
): void {
  const others = (earlier?.entries.size ?? 0) - before;
  if (!earlier || stopped || others <= 0) return;
  throw ofOthers(earlier.file, others === 1 ? '1 result' : `${others} of the results`, name);
}

/** Aborts when nobody reads on: `doublecheck send … | head`. */
function abortOnClosedOutput(): AbortSignal {
  const controller = new AbortController();
  process.stdout.on('error', () => controller.abort());
  return controller.signal;
}
