import { type Markup, markup } from '../../../report/markup.ts';
import { marks } from '../../../report/verdict-words.ts';
import type { AuditReport, RuleResult } from '../../report.ts';
import { auditTallyOf, rulesBySection } from '../words.ts';
import { findingId } from './anchor.ts';

/** Every rule by section, with what was seen of it, and why nothing was. */
export function rulesPart(report: AuditReport): Markup {
  return markup`<section id="rules" aria-labelledby="rules-title">
<h2 id="rules-title">Rules</h2>
<p class="lead">What a client has to keep to. A rule that never had an occasion is not proved.</p>
<div class="clauses panel wide"><table>
<thead><tr><th scope="col">Verdict</th><th scope="col">Rule</th><th scope="col" class="number">Kept</th><th scope="col" class="number">Broken</th></tr></thead>
${rulesBySection(report.rules).map(
  ([section, list]) => markup`<tbody>
<tr class="section"><th scope="rowgroup" colspan="4">${section} <small>${auditTallyOf(list)}</small></th></tr>${list.map((rule) => row(rule, report))}
</tbody>`,
)}
</table></div>
</section>`;
}

function row({ id, text, verdict, reason, held, broken }: RuleResult, report: AuditReport): Markup {
  const links = report.findings.flatMap(({ rule }, index) =>
    rule === id ? [markup` <a href="#${findingId(index)}">finding ${index + 1}</a>`] : [],
  );
  return markup`
<tr data-verdict="${verdict}"><td><span class="pill ${verdict}">${marks[verdict]} ${verdict}</span></td><td><p>${text}</p><p class="about"><code>${id}</code>${links}</p>${reason !== undefined && markup`<p class="why">${reason}</p>`}</td><td class="number">${held}</td><td class="number">${broken}</td></tr>`;
}
