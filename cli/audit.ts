import { auditClient } from '../conformance/audit/audit.ts';
import { auditLastLine, auditTerminalOf } from '../conformance/audit/report/terminal.ts';
import type { AuditReport } from '../conformance/audit/report.ts';
import { readAuditSource } from '../conformance/audit/source/read-source.ts';
import { TargetError } from '../conformance/target/target-error.ts';
import type { Provider } from '../specs/contract/providers.ts';
import { type AuditWords, auditOptionsOf } from './audit-options.ts';
import { hasColours } from './colours.ts';
import { demandReportFiles, type ReportFiles, writeAuditFiles } from './report-files.ts';

/** The options of `audit`. */
export interface AuditCommandOptions extends ReportFiles, AuditWords {
  readonly provider?: Provider;
  readonly sandbox?: string;
  readonly adminToken?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/**
 * Judges a client by its journal, and shows and writes the reports.
 *
 * @returns the code to exit with.
 * @throws FileError and UsageError for what cannot be read or written.
 */
export async function auditSource(source: string, options: AuditCommandOptions): Promise<number> {
  demandReportFiles(options, [source]);
  try {
    const { contract, lines, name } = await readAuditSource(source, options);
    const report = auditClient(contract, lines, {
      source: name,
      ...auditOptionsOf(options),
    });
    showAudit(report, options);
    await writeAuditFiles(report, options);
    return report.exitCode;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}

function showAudit(report: AuditReport, { quiet, verbose = false }: AuditCommandOptions): void {
  const colour = hasColours();
  console.log(quiet ? auditLastLine(report) : auditTerminalOf(report, { verbose, colour }));
}
