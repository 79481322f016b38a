import { grouped } from '../../../report/html/head.ts';
import { type Content, type Markup, markup } from '../../../report/markup.ts';
import { countVerdicts } from '../../../report/tally.ts';
import { marks } from '../../../report/verdict-words.ts';
import type { AuditReport, AuditVerdict } from '../../report.ts';
import { asClauses, auditHeadlineOf, auditMeaningOf, meanings } from '../words.ts';

/** What the audit came to, in one glance: the verdict, how the rules divide, and what was judged. */
export function headPart(report: AuditReport): Markup {
  const { title, source, rules, exitCode } = report;
  const proved = rules.some(({ verdict }) => verdict === 'pass');
  const state = exitCode === 1 ? 'bad' : exitCode === 0 && proved ? 'good' : 'open';
  return markup`<header>
<div class="outcome ${state}">
<div class="seal" aria-hidden="true">${seals[state]}</div>
<div>
<p class="eyebrow">Audit of a client of ${title}</p>
<h1>${auditHeadlineOf(report)}</h1>
<p class="target"><code>${source}</code></p>
</div>
</div>
${bar(report)}
<dl class="facts">${factsOf(report).map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<nav aria-label="Parts of this report"><a href="#rules">Rules</a><a href="#findings">Findings</a></nav>
</header>`;
}

const seals = { good: '✓', bad: '✗', open: '?' } as const;

function bar({ rules }: AuditReport): Content {
  // A rule has no other verdicts than these.
  const counts = countVerdicts(asClauses(rules)) as readonly [AuditVerdict, number][];
  const label = counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  return markup`<div class="bar" role="img" aria-label="${label}">${counts.map(
    ([verdict, count]) => markup`<span class="${verdict}" style="flex-grow:${count}"></span>`,
  )}</div>
<ul class="legend">${counts.map(
    ([verdict, count]) =>
      markup`<li><span class="sign ${verdict}" aria-hidden="true">${marks[verdict]}</span><strong>${count}</strong> ${verdict} <small>${meanings[verdict]}</small></li>`,
  )}</ul>`;
}

function factsOf(report: AuditReport): readonly (readonly [string, string])[] {
  const { requests, intents, seconds, strict } = report;
  return [
    ['Requests', grouped(requests)],
    ['Intents', grouped(intents.all)],
    ['Done', grouped(intents.done)],
    ['Retried', grouped(intents.retried)],
    ['Time', `${seconds.toFixed(1)} s`],
    ...(strict ? ([['Chosen', 'strict']] as const) : []),
    ['Exit code', auditMeaningOf(report).replace('exit ', '')],
  ];
}
