import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { auditTerminalOf } from '../conformance/audit/report/terminal.ts';
import { visible } from '../conformance/report/visible.ts';
import type { Provider } from '../specs/contract/providers.ts';
import { certify } from '../testing/certify.ts';
import { type Trial, trials } from '../testing/trials.ts';
import { abortOnSignal, interrupted } from './abort-on-signal.ts';
import { auditLimitsOf } from './audit-options.ts';
import { certificateOf, endingOf, strangersOf, troubledTrials } from './certificate.ts';
import type { CertifyCommandOptions } from './certify-values.ts';
import { hasColours } from './colours.ts';
import { demandReportFiles, type ReportFiles, writeAuditFiles } from './report-files.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs a client under each kind of trouble, and prints one table: rule by trial.
 *
 * @returns the code to exit with.
 * @throws FileError and UsageError before anything is run.
 */
export async function certifyClient(
  provider: Provider,
  options: CertifyCommandOptions,
): Promise<number> {
  const { integration, profile, env, seed, timeout, world, strict, reports, quiet } = options;
  const wanted = profile.length > 0 ? profile : trials;
  if (reports !== undefined) demandFolder(reports, wanted);
  const signal = abortOnSignal();
  const certificate = await certify({
    provider,
    command: integration,
    trials: wanted,
    env,
    worlds: world,
    limits: auditLimitsOf(options),
    strict: strict === true,
    signal,
    ...(seed !== undefined && { seed }),
    ...(timeout !== undefined && { timeout }),
    ...(quiet !== true && { onTrial: (trial) => console.error(`${trial} …`) }),
  });
  const colour = hasColours();
  if (!quiet) {
    for (const { trial, report, ended } of troubledTrials(certificate, options.verbose === true)) {
      const said =
        report.requests > 0 ? auditTerminalOf(report, { colour }) : 'It asked for nothing.';
      console.log(`── ${trial}\n${said}`);
      if (ended.output) console.log(`\nWhat it printed:\n${visible(ended.output.trimEnd())}`);
      console.log();
    }
    if (certificate.trials.length > 0) console.log(`${certificateOf(certificate, { colour })}\n`);
  }
  const strangers = strangersOf(certificate);
  if (strangers) console.error(strangers);
  console.log(signal.aborted ? 'interrupted' : endingOf(certificate, options));
  for (const { trial, report } of certificate.trials)
    if (reports !== undefined) await writeAuditFiles(report, filesOf(reports, trial));
  return signal.aborted ? interrupted : certificate.exitCode;
}

function filesOf(folder: string, trial: Trial): ReportFiles {
  const file = (ending: string) => path.join(folder, `${trial}.${ending}`);
  return { json: file('json'), junit: file('xml'), markdown: file('md'), html: file('html') };
}

/** Makes it, and finds out before the client is run whether each report can be written. */
function demandFolder(folder: string, wanted: readonly Trial[]): void {
  try {
    makeFolder(path.resolve(folder));
  } catch (error) {
    throw new UsageError(`${folder} cannot be made: ${(error as Error).message}`);
  }
  for (const trial of wanted) demandReportFiles(filesOf(folder, trial));
}

/** Level by level: node's own way down never ends below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}
