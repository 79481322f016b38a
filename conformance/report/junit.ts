import { type Content, markup } from './markup.ts';
import { badVerdicts, passingAgain } from './outcome.ts';
import type { ClauseResult, Finding, Report, ShownExchange } from './report.ts';
import { bySection } from './tally.ts';

/**
 * JUnit XML as CI servers read it: a section of the document is a suite and a clause a test case. What
 * was not shown to hold is skipped with its reason, and never passed; a strict run fails it.
 */
export function junitOf(report: Report): string {
  const { provider, startedAt, clauses, stopped } = report;
  const isBad = (clause: ClauseResult) => outcomeOf(clause, report) === 'failure';
  const suites = bySection(clauses).map(([section, list]) => {
    const skipped = list.filter((clause) => outcomeOf(clause, report) === 'skipped');
    return markup`
  <testsuite name="${`${provider}: ${section}`}" tests="${list.length}" failures="${list.filter(isBad).length}" errors="0" skipped="${skipped.length}" timestamp="${startedAt}" time="0">${list.map((clause) => testCase(clause, report))}
  </testsuite>`;
  });
  const hasRun = stopped !== undefined || passingAgain(report).length > 0;
  const errors = hasRun && isError(report) ? 1 : 0;
  return `<?xml version="1.0" encoding="UTF-8"?>
${markup`<testsuites name="${`doublecheck conform ${provider}`}" tests="${clauses.length + (hasRun ? 1 : 0)}" failures="${clauses.filter(isBad).length}" errors="${errors}" time="${report.seconds}">${suites}${hasRun && runSuite(report)}
</testsuites>`}
`;
}

/** A run that was cut short is an error only where it came to nothing, as its exit code says. */
function isError(report: Report): boolean {
  return report.exitCode === 3 || passingAgain(report).length > 0;
}

function outcomeOf({ verdict }: ClauseResult, report: Report): 'passed' | 'failure' | 'skipped' {
  if (verdict === 'pass') return 'passed';
  return badVerdicts(report).includes(verdict) ? 'failure' : 'skipped';
}

function testCase(clause: ClauseResult, report: Report): Content {
  const { id, verdict } = clause;
  const findings = report.findings.filter(({ clauses }) => clauses.includes(id));
  const message = [verdict, clause.reason ?? findings[0]?.actual].filter(Boolean).join(': ');
  const body: Record<ReturnType<typeof outcomeOf>, Content> = {
    passed: undefined,
    skipped: markup`
      <skipped message="${message}"/>`,
    failure: markup`
      <failure type="${verdict}" message="${message}">${[clause.text, ...findings.map(describe)].join('\n\n')}</failure>`,
  };
  return markup`
    <testcase classname="${report.provider}" name="${id}" time="0">${body[outcomeOf(clause, report)]}
    </testcase>`;
}

function describe({ expected, actual, premise, exchanges, replay }: Finding): string {
  return [
    `Expected: ${expected.join('\n      or: ')}`,
    `Actual:   ${actual}`,
    ...(premise ? [`Rests on: ${premise}`] : []),
    ...exchanges.map(exchangeText),
    `Replay:   ${replay}`,
  ].join('\n');
}

function exchangeText({ curl, status, answer }: ShownExchange): string {
  return `${curl}\n=> ${status ?? 'no answer'} ${answer}`;
}

/** What concerns the run as a whole, where the run did not come to its end or its baseline is out of date. */
function runSuite(report: Report): Content {
  const { stopped } = report;
  const messages = [
    ...(stopped ? [`${stopped.message} ${stopped.mend}`] : []),
    ...passingAgain(report).map(
      (id) => `${id} is in the baseline and passes again: remove it there.`,
    ),
  ];
  const [message = ''] = messages;
  const last = stopped?.last ? [`The last request was:\n${exchangeText(stopped.last)}`] : [];
  const text = [...messages, ...last].join('\n');
  const told = isError(report)
    ? markup`
      <error message="${message}">${text}</error>`
    : markup`
      <skipped message="${message}"/>
      <system-out>${text}</system-out>`;
  const counts = isError(report) ? [1, 0] : [0, 1];
  return markup`
  <testsuite name="${`${report.provider}: the run`}" tests="1" failures="0" errors="${counts[0]}" skipped="${counts[1]}" time="0">
    <testcase classname="${report.provider}" name="the run comes to its end" time="0">${told}
    </testcase>
  </testsuite>`;
}
