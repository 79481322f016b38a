import { expect } from 'vitest';
import { auditTerminalOf } from '../conformance/audit/report/terminal.ts';
import type { AuditReport } from '../conformance/audit/report.ts';

export { type ClauseTestOptions, describeConformance } from '../conformance/vitest.ts';

declare module 'vitest' {
  // Declared as vitest does, or the two would be two.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** The client asked for something and broke no rule; what is only advised may be otherwise. */
    toHaveNoFindings(): R;
  }
}

expect.extend({
  toHaveNoFindings(report: AuditReport | undefined) {
    if (!Array.isArray(report?.findings)) {
      // Thrown, since it must not pass as `.not` either.
      throw new Error('it is no report of an audit: is there an await before double.audit()?');
    }
    // Nothing to judge is no success.
    const pass =
      report.exitCode !== 3 && report.findings.every(({ verdict }) => verdict !== 'fail');
    return { pass, message: () => auditTerminalOf(report) };
  },
});
