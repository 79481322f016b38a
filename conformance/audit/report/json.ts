import type { AuditReport } from '../report.ts';

/** A report as JSON, as docs/audit.md describes it. */
export function auditJsonOf(report: AuditReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
