import { type Markup, markup } from '../markup.ts';
import type { KeywordCoverage, Report } from '../report.ts';
import { hrefOf } from './anchor.ts';
import { grouped } from './head.ts';

/** How many constraints of the request schemas were sent on both sides of their boundary. */
export function coveragePart({ coverage, clauses }: Report): Markup {
  const ids = new Set(clauses.map(({ id }) => id));
  const operations = [...Map.groupBy(coverage, ({ operation }) => operation)];
  return markup`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Coverage of constraints</h2>
<p class="lead">${
    coverage.length === 0
      ? 'No constraint of a request schema was sent on either side.'
      : `${both(coverage)} of ${coverage.length} constraints were sent both as they must be and as they must not.`
  }</p>
${operations.map(([operation, list]) => operationPart(operation, list, ids))}
</section>`;
}

function both(list: readonly KeywordCoverage[]): number {
  return list.filter(({ valid, invalid }) => valid > 0 && invalid > 0).length;
}

function operationPart(
  operation: string,
  list: readonly KeywordCoverage[],
  ids: ReadonlySet<string>,
): Markup {
  // What is missing comes first; the rest keeps the contract's order.
  const isWhole = ({ valid, invalid }: KeywordCoverage) => valid > 0 && invalid > 0;
  const ordered = [...list.filter((it) => !isWhole(it)), ...list.filter(isWhole)];
  const share = Math.round((100 * both(list)) / list.length);
  return markup`
<details class="panel">
<summary><h3>${operation}</h3><small>${both(list)} of ${list.length} on both sides</small><span class="meter" aria-hidden="true"><span style="width:${share}%"></span></span></summary>
<table>
<thead><tr><th scope="col">Field</th><th scope="col">Keyword</th><th scope="col" class="number">Seen valid</th><th scope="col" class="number">Seen invalid</th></tr></thead>
<tbody>${ordered.map((it) => row(it, ids))}</tbody>
</table>
</details>`;
}

function row(
  { pointer, keyword, clause, valid, invalid }: KeywordCoverage,
  ids: ReadonlySet<string>,
): Markup {
  const name =
    clause !== undefined && ids.has(clause)
      ? markup`<a href="${hrefOf(clause)}">${keyword}</a>`
      : keyword;
  return markup`
<tr><td><code>${pointer || '/'}</code></td><td>${name}</td>${[valid, invalid].map(
    (count) =>
      markup`<td class="number${count === 0 && ' none'}">${count === 0 ? 'never' : grouped(count)}</td>`,
  )}</tr>`;
}
