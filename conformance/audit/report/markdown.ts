import { notExercised } from '../../report/tally.ts';
import { marks } from '../../report/verdict-words.ts';
import type { AuditFinding, AuditReport, RuleResult } from '../report.ts';
import { code, fenced, text } from './markdown-text.ts';
import { moreOf, timelineLines, timelineOf } from './timeline.ts';
import {
  asClauses,
  auditHeadlineOf,
  auditMeaningOf,
  auditTallyOf,
  counted,
  factsOf,
  isOpen,
} from './words.ts';

/** A summary page has its limit, and the other reports have all. */
const shownFindings = 20;
const shownOfActual = 1000;

/** A report for the summary of a CI step, in GitHub's Markdown. */
export function auditMarkdownOf(report: AuditReport): string {
  const { title, source, rules, findings } = report;
  const more = findings.length - shownFindings;
  const parts = [
    `## ${text(title)}: ${auditHeadlineOf(report)}`,
    `${auditTallyOf(rules)} · ${factsOf(report)} · ${code(source)} · ${auditMeaningOf(report)}`,
    judged(rules),
    unexercised(rules),
    ...findings.slice(0, shownFindings).map(findingPart),
    more > 0 && `${counted(more, 'more finding')} are in the other reports.`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function judged(rules: readonly RuleResult[]): string | undefined {
  const list = rules.filter((rule) => !isOpen(rule));
  if (list.length === 0) return undefined;
  const rows = list.map(
    ({ verdict, id, text: says, held, broken }) =>
      `| ${marks[verdict]} ${verdict} | ${code(id)} | ${text(says)} | ${held} | ${broken} |`,
  );
  return ['| | rule | text | kept | broken |', '|---|---|---|---:|---:|', ...rows].join('\n');
}

function unexercised(rules: readonly RuleResult[]): string | undefined {
  const groups = notExercised(asClauses(rules));
  if (groups.length === 0) return undefined;
  const rows = groups.map(({ verdict, reason, clauses }) => {
    const ids = clauses.map(({ id }) => code(id)).join(', ');
    return `| ${marks[verdict]} ${verdict} | ${text(reason)} | ${clauses.length} | ${ids} |`;
  });
  return ['### No occasion', '', '| | why | rules | |', '|---|---|---:|---|', ...rows].join('\n');
}

function findingPart(finding: AuditFinding): string {
  const { rule, verdict, text: says, actual, advice, clauses, evidence, occurrences } = finding;
  const timeline = timelineOf(evidence);
  const more = moreOf(timeline);
  const seen = actual.length > shownOfActual ? `${actual.slice(0, shownOfActual)}…` : actual;
  const facts = [
    `- seen: ${text(seen)}${occurrences > 1 ? ` (${occurrences} times)` : ''}`,
    ...(clauses.length > 0 ? [`- clauses: ${clauses.map(code).join(', ')}`] : []),
    `- advice: ${text(advice)}`,
  ];
  return [
    `<details><summary>${marks[verdict]} ${text(rule)}: ${text(says)}</summary>`,
    facts.join('\n'),
    fenced([...timelineLines(timeline), ...(more ? [more] : [])]),
    '</details>',
  ].join('\n\n');
}
