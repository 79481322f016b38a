import { type Content, markup } from '../../report/markup.ts';
import { type AuditFinding, type AuditReport, badVerdicts, type RuleResult } from '../report.ts';
import { moreOf, timelineLines, timelineOf } from './timeline.ts';
import { rulesBySection } from './words.ts';

/**
 * JUnit XML as CI servers read it: a section is a suite and a rule a test case. What was not shown to be kept
 * is skipped with its reason, and never passed; a strict audit fails it.
 */
export function auditJunitOf(report: AuditReport): string {
  const { provider, rules, seconds, exitCode } = report;
  const suites = rulesBySection(rules).map(
    ([section, list]) => markup`
  <testsuite name="${`${provider}: ${section}`}" tests="${list.length}" failures="${count(list, 'failure', report)}" errors="0" skipped="${count(list, 'skipped', report)}" time="0">${list.map((rule) => testCase(rule, report))}
  </testsuite>`,
  );
  const isEmpty = exitCode === 3;
  return `<?xml version="1.0" encoding="UTF-8"?>
${markup`<testsuites name="${`doublecheck audit ${provider}`}" tests="${rules.length + (isEmpty ? 1 : 0)}" failures="${count(rules, 'failure', report)}" errors="${isEmpty ? 1 : 0}" time="${seconds}">${suites}${isEmpty && nothingJudged(report)}
</testsuites>`}
`;
}

type Outcome = 'passed' | 'failure' | 'skipped';

function outcomeOf({ verdict }: RuleResult, report: AuditReport): Outcome {
  if (verdict === 'pass') return 'passed';
  return badVerdicts(report).includes(verdict) ? 'failure' : 'skipped';
}

function count(rules: readonly RuleResult[], outcome: Outcome, report: AuditReport): number {
  return rules.filter((rule) => outcomeOf(rule, report) === outcome).length;
}

function testCase(rule: RuleResult, report: AuditReport): Content {
  const { id, verdict, text, reason } = rule;
  const findings = report.findings.filter((finding) => finding.rule === id);
  const message = [verdict, reason ?? findings[0]?.actual].filter(Boolean).join(': ');
  const body: Record<Outcome, Content> = {
    passed: undefined,
    skipped: markup`
      <skipped message="${message}"/>`,
    failure: markup`
      <failure type="${verdict}" message="${message}">${[text, ...findings.map(describe)].join('\n\n')}</failure>`,
  };
  return markup`
    <testcase classname="${report.provider}" name="${id}" time="0">${body[outcomeOf(rule, report)]}
    </testcase>`;
}

function describe({ actual, advice, clauses, evidence, occurrences }: AuditFinding): string {
  const timeline = timelineOf(evidence);
  return [
    `Seen:    ${actual}${occurrences > 1 ? ` (${occurrences} times)` : ''}`,
    ...timelineLines(timeline),
    moreOf(timeline),
    clauses.length > 0 && `Clauses: ${clauses.join(', ')}`,
    `Advice:  ${advice}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function nothingJudged({ provider, source }: AuditReport): Content {
  const message = `There was nothing to judge: no request is in ${source}`;
  return markup`
  <testsuite name="${`${provider}: the audit`}" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="${provider}" name="there is something to judge" time="0">
      <error message="${message}"/>
    </testcase>
  </testsuite>`;
}
