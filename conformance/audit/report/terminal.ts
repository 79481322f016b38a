import { styleText } from 'node:util';
import { notExercised } from '../../report/tally.ts';
import type { TerminalOptions } from '../../report/terminal.ts';
import { marks } from '../../report/verdict-words.ts';
import { visible } from '../../report/visible.ts';
import type { AuditFinding, AuditReport, AuditVerdict, RuleResult } from '../report.ts';
import { moreOf, type Shown, timelineLines, timelineOf } from './timeline.ts';
import {
  asClauses,
  auditHeadlineOf,
  auditMeaningOf,
  auditTallyOf,
  factsOf,
  isOpen,
  rulesBySection,
} from './words.ts';

type Style = Parameters<typeof styleText>[0];

/** Paints a text, or leaves it as it is. */
type Paint = (style: Style, text: string) => string;

/** How each verdict is painted. */
export const verdictStyles: Readonly<Record<AuditVerdict, Style>> = {
  fail: ['red', 'bold'],
  warn: 'yellow',
  inconclusive: 'cyan',
  'not-applicable': 'dim',
  pass: 'green',
};

/**
 * A report as a terminal shows it: the rules by section, those that had no occasion by their reason, the
 * findings, and as the last line the counts and what the exit code means. With `verbose` it has the rules that
 * are kept too, and what was sent and answered.
 */
export function auditTerminalOf(raw: AuditReport, options: TerminalOptions = {}): string {
  const { verbose = false, colour = false } = options;
  const report = onLines(raw);
  const paint: Paint = (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const parts = [
    table(report.rules, verbose, paint),
    unexercised(report.rules, paint),
    ...report.findings.map((finding, index) => describe(finding, index + 1, verbose, paint)),
    ending(report, paint),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What a client sends and a server answers may drive a terminal, or look like lines of ours: none of it does. */
function onLines(report: AuditReport): AuditReport {
  return JSON.parse(JSON.stringify(report), (_name, value) =>
    typeof value === 'string' ? visible(value).replace(/\s+/g, ' ') : value,
  );
}

function table(rules: readonly RuleResult[], verbose: boolean, paint: Paint): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const blocks = rulesBySection(rules).map(([section, list]) => {
    // Those that had no occasion are named below, with the reason.
    const shown = list.filter((rule) => !isOpen(rule) && (verbose || rule.verdict !== 'pass'));
    const rows = shown.map(({ id, verdict, text, held, broken }) => {
      const sign = paint(verdictStyles[verdict], `${marks[verdict]} ${verdict}`);
      const seen = paint('dim', `kept ${held}, broken ${broken}`);
      return `  ${sign}  ${id.padEnd(width)}  ${text}${verbose ? `  ${seen}` : ''}`;
    });
    return [`${paint('bold', section)}  ${auditTallyOf(list)}`, ...rows].join('\n');
  });
  return blocks.join('\n');
}

function unexercised(rules: readonly RuleResult[], paint: Paint): string {
  const groups = notExercised(asClauses(rules));
  if (groups.length === 0) return '';
  const count = groups.reduce((sum, group) => sum + group.clauses.length, 0);
  const lines = groups.flatMap(({ verdict, reason, clauses }) => [
    `  ${paint(verdictStyles[verdict], `${marks[verdict]} ${clauses.length} ${verdict}`)}: ${reason}`,
    ...clauses.map(({ id, text }) => `      ${id}: ${text}`),
  ]);
  return [paint('bold', `No occasion: ${count} of ${rules.length} rules`), ...lines].join('\n');
}

function describe(finding: AuditFinding, number: number, verbose: boolean, paint: Paint): string {
  const { rule, verdict, text, actual, advice, clauses, evidence, occurrences } = finding;
  const timeline = timelineOf(evidence);
  const lines = timelineLines(timeline);
  const more = moreOf(timeline);
  const times = occurrences > 1 ? ` (seen ${occurrences} times)` : '';
  return [
    `${paint(verdictStyles[verdict], `${marks[verdict]} ${number}. ${rule}`)}${times}`,
    paint('dim', `   ${text}`),
    `   seen      ${actual}`,
    ...timeline.attempts.flatMap((attempt, index) => [
      `   ${lines[index]}`,
      ...(verbose ? bodies(attempt, paint) : []),
    ]),
    ...(more ? [`   ${more}`] : []),
    ...(clauses.length > 0 ? [`   clauses   ${clauses.join(', ')}`] : []),
    `   advice    ${advice}`,
  ].join('\n');
}

function bodies({ evidence: { body, answer } }: Shown, paint: Paint): readonly string[] {
  return [`      sent      ${body}`, `      answered  ${answer}`].map((line) => paint('dim', line));
}

function ending(report: AuditReport, paint: Paint): string {
  const { title, source, exitCode } = report;
  const style = exitCode === 0 ? 'green' : 'red';
  return [
    `${paint([style, 'bold'], auditHeadlineOf(report))}: ${title}, ${source}`,
    factsOf(report),
    auditLastLine(report),
  ].join('\n');
}

/** The counts, and what the exit code means. */
export function auditLastLine(report: AuditReport): string {
  return `${auditTallyOf(report.rules)} · ${auditMeaningOf(report)}`;
}
