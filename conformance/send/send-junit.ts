import { type Kind, kinds } from '../generate/case.ts';
import { type Content, markup } from '../report/markup.ts';
import { detailsOf, stoppedLines } from './case-text.ts';
import { badSendVerdicts } from './exit-code.ts';
import type { CaseResult, Entry } from './result.ts';
import type { Passed, SendReport } from './send-report.ts';

/**
 * JUnit XML as CI servers read it: a kind is a suite and a case a test case. What is otherwise than assumed,
 * inconclusive or not sent is skipped with its reason, and never passed; a strict run fails it.
 */
export function sendJunitOf(report: SendReport, passed: readonly Passed[]): string {
  const { provider, startedAt, results, stopped, strict } = report;
  const bad = badSendVerdicts(strict);
  const isBad = ({ verdict }: Entry) => bad.includes(verdict);
  const suites = kinds.flatMap((kind) => {
    const own = results.filter((result) => result.kind === kind);
    const fine = passed.filter((result) => result.kind === kind);
    if (own.length + fine.length === 0) return [];
    const failures = own.filter(isBad).length;
    return markup`
  <testsuite name="${`${provider}: ${kind}`}" tests="${own.length + fine.length}" failures="${failures}" errors="0" skipped="${own.length - failures}" timestamp="${startedAt}" time="${secondsOf([...own, ...fine])}">${own.map((result) => testCase(provider, result, isBad(result)))}${fine.map((result) => passedCase(provider, result))}
  </testsuite>`;
  });
  const counts = {
    tests: results.length + passed.length + (stopped ? 1 : 0),
    failures: results.filter(isBad).length,
    errors: isError(report) ? 1 : 0,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
${markup`<testsuites name="${`doublecheck send ${provider}`}" tests="${counts.tests}" failures="${counts.failures}" errors="${counts.errors}" time="${report.seconds}">${suites}${runSuite(report)}
</testsuites>`}
`;
}

/** A run that was cut short is an error only where it came to nothing, as its exit code says. */
function isError({ exitCode, stopped }: SendReport): boolean {
  return stopped !== undefined && exitCode >= 2;
}

function passedCase(provider: string, { id, ms }: Passed): Content {
  return markup`
    <testcase classname="${provider}" name="${id}" time="${ms / 1000}"/>`;
}

function testCase(provider: string, result: CaseResult | Entry, isBad: boolean): Content {
  const { id, ms, verdict, reason } = result;
  const message = `${verdict}: ${reason}`;
  const told = isBad
    ? markup`
      <failure type="${verdict}" message="${message}">${detailsOf(result).join('\n')}</failure>`
    : markup`
      <skipped message="${message}"/>`;
  return markup`
    <testcase classname="${provider}" name="${id}" time="${ms / 1000}">${told}
    </testcase>`;
}

/** What concerns the run as a whole, where it did not come to its end. */
function runSuite(report: SendReport): Content {
  const { provider, stopped } = report;
  if (!stopped) return undefined;
  const text = stoppedLines(stopped).join('\n');
  const told = isError(report)
    ? markup`
      <error message="${stopped.message}">${text}</error>`
    : markup`
      <skipped message="${stopped.message}"/>
      <system-out>${text}</system-out>`;
  const [errors, skipped] = isError(report) ? [1, 0] : [0, 1];
  return markup`
  <testsuite name="${`${provider}: the run`}" tests="1" failures="0" errors="${errors}" skipped="${skipped}" time="0">
    <testcase classname="${provider}" name="every case is sent" time="0">${told}
    </testcase>
  </testsuite>`;
}

function secondsOf(results: readonly { readonly kind: Kind; readonly ms: number }[]): number {
  return results.reduce((sum, { ms }) => sum + ms, 0) / 1000;
}
