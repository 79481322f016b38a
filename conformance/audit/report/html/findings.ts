import { type Markup, markup } from '../../../report/markup.ts';
import { marks } from '../../../report/verdict-words.ts';
import type { AuditFinding, AuditReport } from '../../report.ts';
import { findingId } from './anchor.ts';
import { timelinePart } from './timeline.ts';

/** The ways in which rules are broken, each with the attempts that show it and what to do. */
export function findingsPart({ findings }: AuditReport): Markup {
  return markup`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings${findings.length > 0 && markup` <small>${findings.length}</small>`}</h2>
${findings.length === 0 && markup`<p class="lead">The client was not seen to break a rule.</p>`}
${findings.map(card)}
</section>`;
}

function card(finding: AuditFinding, index: number): Markup {
  const { rule, verdict, text, actual, advice, clauses, evidence, occurrences } = finding;
  return markup`
<article class="finding ${verdict}" id="${findingId(index)}">
<p class="eyebrow"><span class="sign ${verdict}" aria-hidden="true">${marks[verdict]}</span> ${verdict} · <code>${rule}</code>${occurrences > 1 && markup` · seen ${occurrences} times`}</p>
<h3>${text}</h3>
<dl class="compare">
<div><dt>Seen</dt><dd><span>${actual}</span></dd></div>
${clauses.length > 0 && markup`<div><dt>Clauses</dt><dd>${clauses.map((id, nth) => [nth > 0 && ', ', markup`<code>${id}</code>`])}</dd></div>`}
<div><dt>Advice</dt><dd><strong>${advice}</strong></dd></div>
</dl>
${evidence.length > 0 && timelinePart(evidence)}
</article>`;
}
