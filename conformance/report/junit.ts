import { excerpt } from './excerpt.ts';
import { type Content, markup } from './markup.ts';
import { passingAgain } from './outcome.ts';
import type { ClauseResult, Finding, Report } from './report.ts';
import { bySection } from './tally.ts';

/**
 * JUnit XML as CI servers read it: a section of the document is a suite and a clause a test case. What
 * was not shown to hold is skipped with its reason, and never passed; a strict run fails it.
 */
export function junitOf(report: Report): string {
  const { provider, startedAt, clauses, stopped } = report;
  const isBad = (clause: ClauseResult) => outcomeOf(clause, report.selection.strict) === 'failure';
  const suites = bySection(clauses).map(([section, list]) => {
    const skipped = list.filter(
      (clause) => outcomeOf(clause, report.selection.strict) === 'skipped',
    );
    return markup`
  <testsuite name="${`${provider}: ${section}`}" tests="${list.length}" failures="${list.filter(isBad).length}" errors="0" skipped="${skipped.length}" timestamp="${startedAt}" time="0">${list.map((clause) => testCase(clause, report))}
  </testsuite>`;
  });
  const errors = stopped || passingAgain(report).length > 0 ? 1 : 0;
  return `<?xml version="1.0" encoding="UTF-8"?>
${markup`<testsuites name="${`doublecheck conform ${provider}`}" tests="${clauses.length + errors}" failures="${clauses.filter(isBad).length}" errors="${errors}" time="${report.seconds}">${suites}${errors > 0 && runSuite(report)}
</testsuites>`}
`;
}

function outcomeOf({ verdict }: ClauseResult, isStrict: boolean): 'passed' | 'failure' | 'skipped' {
  if (verdict === 'pass') return 'passed';
  if (verdict === 'fail') return 'failure';
  return isStrict && (verdict === 'warn' || verdict === 'inconclusive') ? 'failure' : 'skipped';
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
    <testcase classname="${report.provider}" name="${id}" time="0">${body[outcomeOf(clause, report.selection.strict)]}
    </testcase>`;
}

function describe({ expected, actual, premise, exchanges, replay }: Finding): string {
  return [
    `Expected: ${expected.join('\n      or: ')}`,
    `Actual:   ${actual}`,
    ...(premise ? [`Rests on: ${premise}`] : []),
    ...exchanges.map(
      ({ curl, status, answer }) => `${excerpt(curl)}\n=> ${status ?? 'no answer'} ${answer}`,
    ),
    `Replay:   ${replay}`,
  ].join('\n');
}

/** What concerns the run as a whole, where the run did not come to its end or its baseline is out of date. */
function runSuite(report: Report): Content {
  const messages = [
    ...(report.stopped ? [`${report.stopped.message} ${report.stopped.mend}`] : []),
    ...passingAgain(report).map(
      (id) => `${id} is in the baseline and passes again: remove it there.`,
    ),
  ];
  return markup`
  <testsuite name="${`${report.provider}: the run`}" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="${report.provider}" name="the run comes to its end" time="0">
      <error message="${messages[0] ?? ''}">${messages.join('\n')}</error>
    </testcase>
  </testsuite>`;
}
