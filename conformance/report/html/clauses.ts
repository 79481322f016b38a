import { type Markup, markup } from '../markup.ts';
import type { ClauseResult, Report } from '../report.ts';
import { bySection, countVerdicts, tallyOf } from '../tally.ts';
import { marks } from '../verdict-words.ts';

/** Every clause, with what it says, what was seen of it and how often. */
export function clausesPart({ clauses }: Report): Markup {
  return markup`<section id="clauses" aria-labelledby="clauses-title">
<h2 id="clauses-title">Clauses</h2>
<div class="filter" hidden>
<label>Find <input type="search" placeholder="id or text" autocomplete="off"></label>
<div role="group" aria-label="Show verdicts">${countVerdicts(clauses).map(
    ([verdict, count]) =>
      markup`<button type="button" aria-pressed="true" data-verdict="${verdict}"><span class="sign ${verdict}" aria-hidden="true">${marks[verdict]}</span>${verdict} ${count}</button>`,
  )}</div>
</div>
${bySection(clauses).map(([section, list]) => sectionPart(section, list))}
</section>`;
}

function sectionPart(section: string, list: readonly ClauseResult[]): Markup {
  const isTroubled = list.some(({ verdict }) => ['fail', 'warn'].includes(verdict));
  return markup`
<details class="clauses panel"${isTroubled && markup` open`}>
<summary><h3>${section}</h3><small>${tallyOf(list)}</small></summary>
<table>
<thead><tr><th scope="col">Verdict</th><th scope="col">Clause</th><th scope="col" class="number">Held</th><th scope="col" class="number">Broken</th></tr></thead>
<tbody>${list.map(row)}</tbody>
</table>
</details>`;
}

function row({ id, level, text, verdict, reason, held, broken }: ClauseResult): Markup {
  return markup`
<tr id="${id}" data-verdict="${verdict}"><td><span class="pill ${verdict}">${marks[verdict]} ${verdict}</span></td><td><p>${text}</p><p class="about"><code>${id}</code> ${level}</p>${reason !== undefined && markup`<p class="why">${reason}</p>`}</td><td class="number">${held}</td><td class="number">${broken}</td></tr>`;
}
