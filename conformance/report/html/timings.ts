import { type Markup, markup } from '../markup.ts';
import type { Report } from '../report.ts';
import { grouped } from './head.ts';

/** Where the time went, by phase. */
export function timingsPart({ phases, seconds, requests }: Report): Markup {
  const longest = Math.max(0.001, ...phases.map((phase) => phase.seconds));
  return markup`<section id="timings" aria-labelledby="timings-title">
<h2 id="timings-title">Timings</h2>
<p class="lead">${grouped(requests)} requests in ${seconds.toFixed(1)} seconds.</p>
<div class="panel"><table class="timings">
<thead><tr><th scope="col">Phase</th><th scope="col" class="number">Checks</th><th scope="col" class="number">Requests</th><th scope="col" class="number">Seconds</th><th scope="col"><span class="hidden">Share</span></th></tr></thead>
<tbody>${phases.map(
    (phase) => markup`
<tr><th scope="row">${phase.phase}</th><td class="number">${grouped(phase.checks)}</td><td class="number">${grouped(phase.requests)}</td><td class="number">${phase.seconds.toFixed(2)}</td><td><span class="meter" aria-hidden="true"><span style="width:${Math.round((100 * phase.seconds) / longest)}%"></span></span></td></tr>`,
  )}</tbody>
</table></div>
</section>`;
}
