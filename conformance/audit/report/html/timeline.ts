import { type Content, type Markup, markup } from '../../../report/markup.ts';
import type { Evidence } from '../../report.ts';
import { moreOf, type Shown, type ShownKey, timelineOf } from '../timeline.ts';
import { keyTones } from './style.ts';

/** The attempts one below the other: when each was on its way, with which key, and what became of it. */
export function timelinePart(evidence: readonly Evidence[]): Markup {
  const timeline = timelineOf(evidence);
  const { attempts } = timeline;
  const span = spanOf(attempts);
  const more = moreOf(timeline);
  return markup`<div class="wide"><table class="timeline">
<thead><tr><th scope="col">Entry</th><th scope="col" class="number">At</th><th scope="col">On its way</th><th scope="col">Request</th><th scope="col">Key</th><th scope="col">Status</th><th scope="col">Trouble</th><th scope="col" class="number">Took</th></tr></thead>
<tbody>${attempts.map((attempt) => row(attempt, span))}</tbody>
</table></div>
${more !== undefined && markup`<p class="about">${more}</p>`}
<details class="bodies">
<summary>What was sent and answered</summary>
${attempts.map(bodies)}
</details>`;
}

interface Span {
  readonly from: number;
  readonly seconds: number;
}

function spanOf(attempts: readonly Shown[]): Span {
  const from = Math.min(...attempts.map(({ evidence }) => evidence.at));
  const to = Math.max(...attempts.map(({ evidence: { at, seconds } }) => at + seconds));
  return { from, seconds: Math.max(0.001, to - from) };
}

function row({ evidence, entry, at, request, key, status, troubles, took }: Shown, span: Span) {
  const tone = evidence.status === null || evidence.status >= 400 ? 'lost' : 'came';
  return markup`
<tr><th scope="row">${entry}</th><td class="number">${at}</td><td>${track(evidence, span)}</td><td><code>${request}</code></td><td>${keyPart(key)}</td><td><strong class="${tone}">${status}</strong></td><td>${troubles || '–'}</td><td class="number">${took}</td></tr>`;
}

/** When it was on its way, within the time of all that is shown. */
function track({ at, seconds }: Evidence, { from, seconds: all }: Span): Markup {
  const share = (of: number) => ((100 * of) / all).toFixed(1);
  return markup`<span class="track" aria-hidden="true"><span style="margin-left:${share(at - from)}%;width:${share(seconds)}%"></span></span>`;
}

function keyPart(key: ShownKey | undefined): Content {
  if (!key) return 'none';
  return markup`<span class="pill key-${key.nth % keyTones.length}">${key.letter}</span> <code>${key.short}</code>`;
}

function bodies({ evidence: { body, answer }, entry, status }: Shown): Markup {
  return markup`
<div class="answer"><span class="status">${entry} sent</span><pre>${body === '' ? 'no body' : body}</pre></div>
<div class="answer"><span class="status">${status}</span><pre>${answer === '' ? 'no body' : answer}</pre></div>`;
}
