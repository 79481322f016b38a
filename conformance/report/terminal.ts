import { styleText } from 'node:util';
import { headlineOf, meaningOf, passingAgain } from './outcome.ts';
import type { ClauseResult, Finding, Report, ShownExchange, Verdict } from './report.ts';
import { exportsFor } from './shell-variables.ts';
import { bySection, notExercised, tallyOf } from './tally.ts';
import { marks } from './verdict-words.ts';
import { visible } from './visible.ts';

export interface TerminalOptions {
  /** Whether clauses that pass are listed one by one. */
  readonly verbose?: boolean;
  readonly colour?: boolean;
}

/** Paints a text, or leaves it as it is. */
type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const styles: Readonly<Record<Verdict, Parameters<typeof styleText>[0]>> = {
  fail: ['red', 'bold'],
  'known-failure': 'magenta',
  warn: 'yellow',
  inconclusive: 'cyan',
  'not-applicable': 'dim',
  pass: 'green',
};

/** How many clauses are named of a group that shares its reason, unless all are asked for. */
const shownOfGroup = 5;

/**
 * A report as a terminal shows it: what was not exercised, the clauses by section, the findings, and as
 * the last line the counts and what the exit code means.
 */
export function terminalOf(raw: Report, options: TerminalOptions = {}): string {
  const { verbose = false, colour = false } = options;
  const report = withVisibleTexts(raw);
  const paint: Paint = (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const parts = [
    unexercised(report.clauses, verbose, paint),
    table(report.clauses, verbose, paint),
    ...report.findings.map((finding, index) => describeFinding(finding, index + 1, report, paint)),
    variables(report),
    troubles(report, paint),
    ending(report, paint),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function unexercised(clauses: readonly ClauseResult[], verbose: boolean, paint: Paint): string {
  const groups = notExercised(clauses);
  if (groups.length === 0) return '';
  const count = groups.reduce((sum, group) => sum + group.clauses.length, 0);
  const lines = groups.flatMap(({ verdict, reason, clauses: list }) => {
    const shown = verbose ? list : list.slice(0, shownOfGroup);
    const more = list.length - shown.length;
    return [
      `  ${paint(styles[verdict], `${marks[verdict]} ${list.length} ${verdict}`)}: ${reason}`,
      ...shown.map(({ id }) => `      ${id}`),
      ...(more > 0 ? [`      and ${more} more (--verbose)`] : []),
    ];
  });
  return [paint('bold', `Not exercised: ${count} of ${clauses.length} clauses`), ...lines].join(
    '\n',
  );
}

function table(clauses: readonly ClauseResult[], verbose: boolean, paint: Paint): string {
  const width = Math.max(0, ...clauses.map(({ id }) => id.length));
  const blocks = bySection(clauses).map(([section, list]) => {
    const counts = tallyOf(list);
    // What was not exercised is named above.
    const hidden: readonly Verdict[] = ['pass', 'inconclusive', 'not-applicable'];
    const shown = list.filter(({ verdict }) => verbose || !hidden.includes(verdict));
    const rows = shown.map(({ id, verdict, text, held, broken }) => {
      const sign = paint(styles[verdict], `${marks[verdict]} ${verdict.padEnd(14)}`);
      const seen = paint('dim', `held ${held}, broken ${broken}`);
      const said = verdict === 'pass' ? [] : [`                   ${text}`];
      return [`  ${sign} ${id.padEnd(width)}  ${seen}`, ...said].join('\n');
    });
    return [`${paint('bold', section)}  ${counts}`, ...rows].join('\n');
  });
  return blocks.join('\n');
}

function describeFinding(finding: Finding, number: number, report: Report, paint: Paint): string {
  const { clauses, verdict, expected, actual, premise, exchanges, replay, occurrences } = finding;
  const known = clauses.flatMap((id) => report.clauses.filter((clause) => clause.id === id));
  const times = occurrences > 1 ? ` (${occurrences} checks came upon it)` : '';
  return [
    `${paint(styles[verdict], `${marks[verdict]} ${number}. ${clauses.join(', ')}`)}${times}`,
    ...known.map(({ section, text }) => paint('dim', `   ${section}: ${text}`)),
    ...expected.map((one, index) => `   ${index === 0 ? 'expected' : '      or'}  ${one}`),
    `   actual    ${actual}`,
    ...(premise ? [`   rests on  ${premise}, which is assumed`] : []),
    ...exchanges.flatMap((exchange) => exchangeLines(exchange, paint)),
    `   again     ${replay}`,
  ].join('\n');
}

function exchangeLines({ curl, status, answer }: ShownExchange, paint: Paint): string[] {
  return [
    ...curl.split('\n').map((line) => `   ${line}`),
    paint('dim', `   => ${status ?? 'no answer'} ${oneLine(answer)}`),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** What the server said may hold what drives a terminal; nothing of it comes through. */
function withVisibleTexts<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T;
  if (Array.isArray(value)) return value.map(withVisibleTexts) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, own]) => [name, withVisibleTexts(own)]);
  return Object.fromEntries(entries) as T;
}

/** The curl lines have no secrets in them: the shell brings these. */
function variables(report: Report): string {
  const lines = exportsFor(report);
  return lines.length === 0 ? '' : ['For the curl lines:', ...lines].join('\n   ');
}

/** What is wrong with the run itself. */
function troubles(report: Report, paint: Paint): string {
  const { stopped, baseline } = report;
  const lines = [
    ...(stopped ? [`Stopped: ${stopped.message}`, `    ${stopped.mend}`] : []),
    ...passingAgain(report).map(
      (id) => `${id} is in the baseline and passes again: remove it there.`,
    ),
    ...(baseline?.expired ?? []).map((id) => `The baseline's entry for ${id} has expired.`),
  ];
  const last = stopped?.last
    ? ['The last request was:', ...exchangeLines(stopped.last, paint)]
    : [];
  return [...lines.map((line) => paint('yellow', line)), ...last].join('\n');
}

function ending(report: Report, paint: Paint): string {
  const { title, target, requests, seconds, seed, exitCode } = report;
  const rate = seconds > 0 ? `, ${Math.round(requests / seconds)}/s` : '';
  const style = exitCode === 0 ? 'green' : 'red';
  return [
    `${paint([style, 'bold'], headlineOf(report))}: ${title} at ${target}`,
    `${requests} requests in ${seconds.toFixed(1)} s${rate}, seed ${seed}`,
    lastLine(report),
  ].join('\n');
}

/** The counts, and what the exit code means. */
export function lastLine(report: Report): string {
  return `${tallyOf(report.clauses)} · ${meaningOf(report)}`;
}
