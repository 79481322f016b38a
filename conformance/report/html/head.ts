import { type Content, type Markup, markup } from '../markup.ts';
import { headlineOf, meaningOf, passingAgain } from '../outcome.ts';
import type { Report } from '../report.ts';
import { countVerdicts } from '../tally.ts';
import { marks, meanings } from '../verdict-words.ts';
import { exchangePart } from './exchange.ts';

/** What the run came to, in one glance: the verdict, how the clauses divide, and what was judged. */
export function headPart(report: Report): Markup {
  const { title, clauses, exitCode } = report;
  const counts = countVerdicts(clauses);
  const proved = clauses.some(({ verdict }) => verdict === 'pass');
  const state = exitCode !== 0 ? 'bad' : proved ? 'good' : 'open';
  return markup`<header>
<div class="outcome ${state}">
<div class="seal" aria-hidden="true">${seals[state]}</div>
<div>
<p class="eyebrow">Conformance of ${title}</p>
<h1>${headlineOf(report)}</h1>
<p class="target"><code>${report.target}</code></p>
</div>
</div>
${counts.length > 0 && bar(counts, clauses.length)}
<dl class="facts">${factsOf(report).map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${troubles(report)}
<nav aria-label="Parts of this report">${parts.map(([id, name]) => markup`<a href="#${id}">${name}</a>`)}</nav>
</header>`;
}

const seals = { good: '✓', bad: '✗', open: '?' } as const;

const parts = [
  ['matrix', 'Matrix'],
  ['findings', 'Findings'],
  ['clauses', 'Clauses'],
  ['coverage', 'Coverage'],
  ['timings', 'Timings'],
] as const;

function bar(counts: ReturnType<typeof countVerdicts>, total: number): Content {
  return markup`<div class="bar" role="img" aria-label="${counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ')}">${counts.map(
    ([verdict, count]) =>
      markup`<span class="${verdict}" style="flex-grow:${count}" title="${`${count} of ${total}: ${verdict}`}"></span>`,
  )}</div>
<ul class="legend">${counts.map(
    ([verdict, count]) =>
      markup`<li><span class="sign ${verdict}" aria-hidden="true">${marks[verdict]}</span><strong>${count}</strong> ${verdict} <small>${meanings[verdict]}</small></li>`,
  )}</ul>`;
}

function factsOf(report: Report): readonly [string, Content][] {
  const { clauses, requests, seconds, seed, startedAt, selection, marker } = report;
  const chosen = [
    ...selection.clauses,
    ...(selection.level ? [`level ${selection.level}`] : []),
    ...selection.phases.map((phase) => `phase ${phase}`),
    ...(selection.shard ? [`shard ${selection.shard}`] : []),
    ...(selection.strict ? ['strict'] : []),
  ];
  const rate = seconds > 0 ? ` (${grouped(Math.round(requests / seconds))} a second)` : '';
  return [
    ['Clauses', grouped(clauses.length)],
    ['Requests', `${grouped(requests)}${rate}`],
    ['Time', `${seconds.toFixed(1)} s`],
    ['Begun', startedAt.replace('T', ' ').replace(/\.\d+/, '')],
    ['Seed', String(seed)],
    ['Marker', marker],
    ...(chosen.length > 0 ? ([['Chosen', chosen.join(', ')]] as [string, string][]) : []),
    ['Exit code', meaningOf(report).replace('exit ', '')],
  ];
}

function troubles(report: Report): Content {
  const { stopped, baseline } = report;
  return [
    stopped &&
      markup`<p class="notice"><strong>Stopped (${stopped.by}).</strong> ${stopped.message} ${stopped.mend}</p>`,
    stopped?.last && exchangePart(stopped.last, 'The last request was'),
    ...passingAgain(report).map(
      (id) =>
        markup`<p class="notice"><code>${id}</code> is in the baseline and passes again: remove it there.</p>`,
    ),
    ...(baseline?.expired ?? []).map(
      (id) =>
        markup`<p class="notice">The baseline's entry for <code>${id}</code> has expired.</p>`,
    ),
  ];
}

/** `1,532`. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
