import { headlineOf, meaningOf, passingAgain } from './outcome.ts';
import type { ClauseResult, Finding, Report, ShownExchange } from './report.ts';
import { exportsFor } from './shell-variables.ts';
import { notExercised, tallyOf } from './tally.ts';
import { marks } from './verdict-words.ts';
import { visible } from './visible.ts';

/** How many clauses of a group are named; a summary page has its limit, and the other reports name all. */
const shownOfGroup = 20;
const shownFindings = 20;

/** A report for the summary of a CI step, in GitHub's Markdown. */
export function markdownOf(report: Report): string {
  const { title, target, seed, requests, seconds, clauses, stopped } = report;
  const parts = [
    `## ${text(title)}: ${headlineOf(report)}`,
    `${tallyOf(clauses)} · ${requests} requests in ${seconds.toFixed(1)} s · seed ${seed} · ${code(target)} · ${meaningOf(report)}`,
    stopped && `> **Stopped:** ${text(stopped.message)} ${text(stopped.mend)}`,
    stopped?.last && `The last request was:\n\n${fenced(exchangeText(stopped.last))}`,
    baseline(report),
    unexercised(clauses),
    troubled(clauses),
    variables(report),
    ...report.findings.slice(0, shownFindings).map(finding),
    report.findings.length > shownFindings &&
      `${report.findings.length - shownFindings} more findings are in the other reports.`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function baseline(report: Report): string {
  return [
    ...passingAgain(report).map(
      (id) => `- ${code(id)} is in the baseline and passes again: remove it there.`,
    ),
    ...(report.baseline?.expired ?? []).map(
      (id) => `- the baseline's entry for ${code(id)} has expired.`,
    ),
  ].join('\n');
}

function unexercised(clauses: readonly ClauseResult[]): string | undefined {
  const groups = notExercised(clauses);
  if (groups.length === 0) return undefined;
  const rows = groups.map(({ verdict, reason, clauses: list }) => {
    const named = list.slice(0, shownOfGroup).map(({ id }) => code(id));
    const more = list.length > shownOfGroup ? `, and ${list.length - shownOfGroup} more` : '';
    return `| ${verdict} | ${text(reason)} | ${list.length} | ${named.join(', ')}${more} |`;
  });
  return ['### Not exercised', '', '| | why | clauses | |', '|---|---|---:|---|', ...rows].join(
    '\n',
  );
}

function troubled(clauses: readonly ClauseResult[]): string | undefined {
  const list = clauses.filter(({ verdict }) => ['fail', 'warn', 'known-failure'].includes(verdict));
  if (list.length === 0) return undefined;
  const rows = list.map(
    (clause) =>
      `| ${marks[clause.verdict]} ${clause.verdict} | ${code(clause.id)} | ${text(clause.text)} | ${clause.held} | ${clause.broken} |`,
  );
  return [
    '### Clauses that do not hold',
    '',
    '| | clause | text | held | broken |',
    '|---|---|---|---:|---:|',
    ...rows,
  ].join('\n');
}

/** The curl lines have no secrets in them: the shell brings these. */
function variables(report: Report): string | undefined {
  const lines = exportsFor(report);
  return lines.length === 0
    ? undefined
    : `The curl lines of the findings need:\n\n${fenced(lines.join('\n'))}`;
}

function finding({ clauses, verdict, expected, actual, premise, exchanges, replay }: Finding) {
  return [
    `<details><summary>${marks[verdict]} ${text(clauses.join(', '))}</summary>`,
    `- expected: ${expected.map(text).join(' <b>or</b> ')}\n- actual: ${text(actual)}${premise ? `\n- rests on the assumption ${code(premise)}` : ''}`,
    fenced([...exchanges.map(exchangeText), `# again: ${replay}`].join('\n')),
    '</details>',
  ].join('\n\n');
}

function exchangeText({ curl, status, answer }: ShownExchange): string {
  return `${curl}\n# ${status ?? 'no answer'} ${answer.replace(/\s+/g, ' ')}`;
}

/** A block that no line of its content can end. */
function fenced(raw: string): string {
  const content = visible(raw);
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${content}\n${fence}`;
}

/** Text that stands for itself: what Markdown or HTML would read is an entity, and it stays on its line. */
function text(content: string): string {
  return visible(content)
    .replace(/\s+/g, ' ')
    .replace(/[&<>\\`*[\]|~#]|(?<!\w)_|_(?!\w)/g, (character) => `&#${character.charCodeAt(0)};`);
}

function code(content: string): string {
  return `\`${visible(content).replace(/[`\s|]+/g, ' ')}\``;
}
