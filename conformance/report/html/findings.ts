import { type Markup, markup } from '../markup.ts';
import type { ClauseResult, Finding, Report } from '../report.ts';
import { exportsFor } from '../shell-variables.ts';
import { marks } from '../verdict-words.ts';
import { hrefOf } from './anchor.ts';
import { exchangePart, shell } from './exchange.ts';

/** What was seen to be broken, each with what to paste into a shell to see it again. */
export function findingsPart(report: Report): Markup {
  const { findings, clauses } = report;
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const needed = exportsFor(report);
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings${findings.length > 0 && markup` <small>${findings.length}</small>`}</h2>
${findings.length === 0 && markup`<p class="lead">Nothing was answered otherwise than the document says.</p>`}
${needed.length > 0 && shell(needed.join('\n'), 'The requests on this page need these variables')}
${findings.map((finding) => card(finding, byId))}
</section>`;
}

function card(finding: Finding, byId: ReadonlyMap<string, ClauseResult>): Markup {
  const { clauses, verdict, check, phase, expected, actual, premise, exchanges, occurrences } =
    finding;
  const first = byId.get(clauses[0] ?? '');
  return markup`
<article class="finding ${verdict}">
<p class="eyebrow"><span class="sign ${verdict}" aria-hidden="true">${marks[verdict]}</span> ${verdict}${first && markup` · ${first.section}`} · found by ${check} in ${phase}${occurrences > 1 && markup` · ${occurrences} checks came upon it`}</p>
<h3>${first?.text ?? clauses.join(', ')}</h3>
<ul class="ids">${clauses.map(
    (id, index) =>
      markup`<li><a href="${hrefOf(id)}"><code>${id}</code></a>${index > 0 && markup` ${byId.get(id)?.text}`}</li>`,
  )}</ul>
<dl class="compare">
<div><dt>Expected</dt><dd>${expected.map((one, index) => [index > 0 && markup` <em>or</em> `, markup`<span>${one}</span>`])}</dd></div>
<div><dt>Actual</dt><dd><span>${actual}</span></dd></div>
${premise !== undefined && markup`<div><dt>Rests on</dt><dd>the assumption <a href="${hrefOf(premise)}">${byId.get(premise)?.text ?? premise}</a></dd></div>`}
</dl>
${exchanges.map((one, index) => exchangePart(one, `Request ${index + 1}`))}
${shell(finding.replay, 'Do just this again')}
</article>`;
}
