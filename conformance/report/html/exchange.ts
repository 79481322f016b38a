import { type Markup, markup } from '../markup.ts';
import type { ShownExchange } from '../report.ts';

/** A request to paste into a shell, and what came back. */
export function exchangePart({ curl, status, answer }: ShownExchange, label: string): Markup {
  return markup`${shell(curl, label)}<div class="answer"><span class="status">${status ?? 'no answer'}</span><pre>${answer}</pre></div>`;
}

/** Lines for a shell, with a button that copies them where scripts run. */
export function shell(text: string, label: string): Markup {
  return markup`<figure class="shell"><figcaption>${label}<button type="button" data-copy hidden>Copy</button></figcaption><pre><code>${text}</code></pre></figure>`;
}
