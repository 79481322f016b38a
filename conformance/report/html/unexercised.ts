import { type Content, markup } from '../markup.ts';
import type { Report } from '../report.ts';
import { notExercised } from '../tally.ts';
import { marks } from '../verdict-words.ts';
import { hrefOf } from './anchor.ts';

/** What nobody should take for proved, before anything else is said. */
export function unexercisedPart({ clauses }: Report): Content {
  const groups = notExercised(clauses);
  if (groups.length === 0) {
    return markup`<section class="quiet"><p>Every clause was exercised.</p></section>`;
  }
  const count = groups.reduce((sum, group) => sum + group.clauses.length, 0);
  return markup`<section id="unexercised" aria-labelledby="unexercised-title">
<h2 id="unexercised-title">Not exercised: ${count} of ${clauses.length} clauses</h2>
<p class="lead">Nothing is proved of these, and why.</p>
<div class="panel">${groups.map(
    ({ verdict, reason, clauses: list }) => markup`
<details class="group">
<summary><span class="sign ${verdict}" aria-hidden="true">${marks[verdict]}</span><span class="count">${list.length}</span><span>${reason}</span><span class="tag">${verdict}</span></summary>
<ul class="ids">${list.map(({ id, text }) => markup`<li><a href="${hrefOf(id)}" title="${text}">${text}</a></li>`)}</ul>
</details>`,
  )}
</div>
</section>`;
}
