import { jsonOf, readReport } from '../conformance/report/json.ts';
import { MergeError, mergeReports } from '../conformance/report/merge.ts';
import type { Report } from '../conformance/report/report.ts';
import { lastLine, terminalOf } from '../conformance/report/terminal.ts';
import { demandWritable, writeWhole } from '../conformance/report/write-whole.ts';
import { hasColours } from './colours.ts';
import { demandReportFiles, type ReportFiles, writeReportFiles } from './report-files.ts';
import { UsageError } from './usage-error.ts';

/**
 * Makes one report of the shards' reports.
 *
 * @returns the code to exit with, as one run would have.
 * @throws FileError and UsageError for reports that cannot be read or do not belong together.
 */
export function mergeFiles(files: readonly string[], output: string): number {
  demandWritable(output);
  const whole = merged(files.map(readReport));
  writeWhole(output, jsonOf(whole));
  console.log(`${output}: ${lastLine(whole)}`);
  return whole.exitCode;
}

function merged(reports: readonly Report[]): Report {
  try {
    return mergeReports(reports);
  } catch (error) {
    if (error instanceof MergeError) throw new UsageError(error.message);
    throw error;
  }
}

/** Writes a report in other forms, or shows it where none is asked for. */
export async function renderFile(
  file: string,
  files: ReportFiles,
  verbose: boolean,
): Promise<void> {
  demandReportFiles(files);
  const report = readReport(file);
  if (Object.keys(files).length > 0) return writeReportFiles(report, files);
  const colour = hasColours();
  console.log(terminalOf(report, { verbose, colour }));
}
