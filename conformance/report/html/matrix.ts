import { type Markup, markup } from '../markup.ts';
import type { ClauseResult, Report } from '../report.ts';
import { bySection, tallyOf } from '../tally.ts';
import { marks } from '../verdict-words.ts';
import { hrefOf } from './anchor.ts';

/** A cell for each clause, by section of the document: where it hurts shows at a glance. */
export function matrixPart({ clauses }: Report): Markup {
  return markup`<section id="matrix" aria-labelledby="matrix-title">
<h2 id="matrix-title">Clauses by section</h2>
<p class="lead">A cell is a clause, in the order of the document. Follow it to what it says.</p>
<div class="matrix">${bySection(clauses).map(
    ([section, list]) => markup`
<div class="row"><h3>${section}<small>${tallyOf(list)}</small></h3><div class="cells">${list.map(cell)}</div></div>`,
  )}
</div>
</section>`;
}

function cell({ id, verdict, text }: ClauseResult): Markup {
  return markup`<a class="cell ${verdict}" href="${hrefOf(id)}" title="${`${verdict}: ${text}`}" aria-label="${`${verdict}: ${text}`}">${marks[verdict]}</a>`;
}
