import { excerpt } from '../excerpt.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import type { ClauseResult, Finding, Report, ShownExchange } from '../report.ts';
import { exportsFor } from '../shell-variables.ts';
import { marks } from '../verdict-words.ts';
import { hrefOf } from './anchor.ts';

/** What was seen to be broken, each with what to paste into a shell to see it again. */
export function findingsPart({ findings, clauses }: Report): Markup {
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  const needed = exportsFor(findings);
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings${findings.length > 0 && markup` <small>${findings.length}</small>`}</h2>
${findings.length === 0 && markup`<p class="lead">Nothing was answered otherwise than the document says.</p>`}
${needed.length > 0 && shell(needed.join('\n'), 'The requests below need these variables')}
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
${exchanges.map(exchange)}
${shell(finding.replay, 'Do just this again')}
</article>`;
}

function exchange({ curl, status, answer }: ShownExchange, index: number): Content {
  return [
    shell(excerpt(curl), `Request ${index + 1}`),
    markup`<div class="answer"><span class="status">${status ?? 'no answer'}</span><pre>${answer}</pre></div>`,
  ];
}

/** Lines for a shell, with a button that copies them where scripts run. */
function shell(text: string, label: string): Markup {
  return markup`<figure class="shell"><figcaption>${label}<button type="button" data-copy hidden>Copy</button></figcaption><pre><code>${text}</code></pre></figure>`;
}
