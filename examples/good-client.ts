/**
 * A client that survives: npm run doublecheck -- certify tickiti --integration 'node examples/good-client.ts'
 */
import { setTimeout as wait } from 'node:timers/promises';
import {
  connection,
  events,
  hasKeys,
  requestFor,
  type ShopEvent,
  type TicketRequest,
} from './requests.ts';

const { provider, baseUrl, headers } = connection();

const mostAttempts = 7;
const mostAtOnce = 3;
/** Milliseconds. */
const timeout = 1_000;
const firstPause = 150;

/** What came of one attempt; `unknown` when the ticket may have been made or not. */
type Outcome =
  | { readonly is: 'done' }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'not-done' | 'unknown'; readonly why: string; readonly retryAfter?: number };

async function attempt({ path, headers: own, body }: TicketRequest): Promise<Outcome> {
  try {
    const answer = await fetch(baseUrl + path, {
      method: 'POST',
      headers: { ...headers, ...own },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    });
    const text = await answer.text();
    const why = `${answer.status} ${text.slice(0, 80)}`;
    const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN);
    const asked = Number.isNaN(retryAfter) ? {} : { retryAfter };
    if (answer.status === 429) return { is: 'not-done', why, ...asked };
    if (answer.status >= 500) return { is: 'unknown', why, ...asked };
    if (answer.status >= 400) return { is: 'refused', why };
    JSON.parse(text);
    return { is: 'done' };
  } catch (error) {
    // No answer, or none that can be read: the ticket may be there.
    return { is: 'unknown', why: String(error) };
  }
}

/** @returns why it was left undone; undefined when it is done. */
async function file(event: ShopEvent): Promise<string | undefined> {
  const request = requestFor[provider]?.(event);
  if (!request) return `no provider ${provider}`;
  for (let tries = 1; ; tries += 1) {
    const outcome = await attempt(request);
    if (outcome.is === 'done') return undefined;
    const mayRepeat =
      outcome.is === 'not-done' || (outcome.is === 'unknown' && hasKeys.has(provider));
    if (!mayRepeat || tries === mostAttempts) return outcome.why;
    await wait(pauseAfter(tries, outcome.retryAfter));
  }
}

/** Twice as long each time, with a share of chance; never shorter than the provider asks. */
function pauseAfter(tries: number, retryAfter = 0): number {
  const pause = firstPause * 2 ** (tries - 1);
  return retryAfter * 1000 + pause * (0.75 + Math.random() / 2);
}

const waiting = [...events];
const undone: string[] = [];

async function work(): Promise<void> {
  for (let event = waiting.shift(); event; event = waiting.shift()) {
    const why = await file(event);
    if (why !== undefined) undone.push(`${event.id}: ${why}`);
  }
}

await Promise.all(Array.from({ length: mostAtOnce }, work));
for (const line of undone) console.error(`left undone: ${line}`);
process.exitCode = undone.length > 0 ? 1 : 0;
