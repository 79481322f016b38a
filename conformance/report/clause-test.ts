import { badVerdicts, passingAgain } from './outcome.ts';
import type { ClauseResult, Report } from './report.ts';

/** What becomes of the test of a clause: skipped with a reason, failed with a message, or else passed. */
export interface ClauseTest {
  readonly skipped?: string;
  readonly failed?: string;
}

/** A clause as a test of its own: the tests fail where the run does not succeed. */
export function testOf(id: string, report: Report): ClauseTest {
  const result = report.clauses.find((clause) => clause.id === id);
  if (!result) return { skipped: 'not chosen' };
  if (passingAgain(report).includes(id))
    return { failed: `${id} is in the baseline and passes again: remove it there.` };
  if (badVerdicts(report).includes(result.verdict)) return { failed: explain(result, report) };
  return isUnshown(result) ? { skipped: result.reason ?? result.verdict } : {};
}

function isUnshown({ verdict }: ClauseResult): boolean {
  return ['inconclusive', 'not-applicable', 'known-failure'].includes(verdict);
}

function explain({ id, text, reason = '' }: ClauseResult, { findings }: Report): string {
  const finding = findings.find(({ clauses }) => clauses.includes(id));
  if (!finding) return `${text}\n${reason}`;
  const lines = [
    text,
    `expected: ${finding.expected.join(', or ')}`,
    `came: ${finding.actual}`,
    ...finding.exchanges.map(({ curl }) => curl),
    `again: ${finding.replay}`,
  ];
  return lines.join('\n');
}
