import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  hasKeys,
  requestFor,
  type ShopEvent,
  type TicketRequest,
} from '../../examples/requests.ts';
import type { Target } from '../../mock-server/admin/target.ts';

/** Ways in which a client can be bad, each of them against one rule of an audit. */
export type Flaw =
  | 'misspells a field'
  | 'puts its token into the URL'
  | 'sends no key'
  | 'makes a new key for each attempt'
  | 'has one key for everything'
  | 'takes nothing for an answer'
  | 'repeats refusals'
  | 'builds the body anew'
  | 'never gives up'
  | 'ignores Retry-After'
  | 'waits always as long'
  | 'waits to the millisecond'
  | 'does not wait'
  | 'takes a replay for a failure'
  | 'forbids unknown fields'
  | 'does not count'
  | 'sends all at once'
  | 'has no timeout'
  | 'repeats what may be done'
  | 'files each event twice'
  | 'says nothing';

export interface Script {
  /** How it is bad; good without. */
  readonly flaw?: Flaw | undefined;
  /** So many at a time; 3 by default. */
  readonly workers?: number;
  /** Of one request; 6 by default. */
  readonly attempts?: number;
  /** Milliseconds for one attempt; 1,000 by default. */
  readonly timeout?: number;
  /** Milliseconds of the first pause, and the longest. */
  readonly pause?: readonly [first: number, longest: number];
  /** Changes what is asked for. */
  readonly request?: (request: TicketRequest) => TicketRequest;
  /** So many requests in a window, and what is done until it is over. */
  readonly limit?: { readonly requests: number; readonly waitForNext: () => Promise<void> };
}

/** What came of one attempt; `unknown` when the ticket may have been made or not. */
type Came =
  | { readonly is: 'done' | 'refused' }
  | { readonly is: 'not-done' | 'unknown'; readonly retryAfter?: number };

/** Events that a client has to tell a provider of. */
export function shopEvents(count: number): readonly ShopEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `order-${index + 1}`,
    text: `The parcel of order ${index + 1} did not arrive.`,
  }));
}

/**
 * A client that makes a ticket of each event and survives trouble, but for its flaw: one key for each event, a
 * timeout, pauses that grow and differ by chance, Retry-After, a bound of attempts, a few at a time. Where there
 * are no keys it does not repeat what may be done.
 *
 * @returns the ids of the events that it reports as left undone.
 */
export async function runClient(
  target: Target,
  events: readonly ShopEvent[],
  script: Script = {},
): Promise<string[]> {
  const client = new ScriptedClient(target, script);
  const { flaw, workers = 3 } = script;
  const waiting =
    flaw === 'files each event twice' ? events.flatMap((one) => [one, one]) : [...events];
  const undone: string[] = [];
  const work = async () => {
    for (let event = waiting.shift(); event; event = waiting.shift())
      if (!(await client.file(event))) undone.push(event.id);
  };
  const many = flaw === 'sends all at once' ? events.length : workers;
  await Promise.all(Array.from({ length: many }, work));
  return flaw === 'says nothing' ? [] : undone;
}

class ScriptedClient {
  readonly #target: Target;
  readonly #script: Script;
  readonly #onlyKey = randomUUID();
  #sent = 0;

  constructor(target: Target, script: Script) {
    this.#target = target;
    this.#script = script;
  }

  /** Whether it is done. */
  async file(event: ShopEvent): Promise<boolean> {
    const { attempts = 6 } = this.#script;
    const most = this.#is('never gives up') ? 2.5 * attempts : attempts;
    const first = this.#requestFor(event);
    for (let tries = 1; ; tries += 1) {
      const came = await this.#attempt(this.#again(first, event, tries));
      if (came.is === 'done') return true;
      if (!this.#mayRepeat(came) || tries >= most) return false;
      await wait(this.#pauseAfter(tries, came));
    }
  }

  #is(flaw: Flaw): boolean {
    return this.#script.flaw === flaw;
  }

  #requestFor(event: ShopEvent): TicketRequest {
    const { request: changed = (same) => same } = this.#script;
    const build = requestFor[this.#target.provider];
    if (!build) throw new Error(`nobody knows how to ask ${this.#target.provider}`);
    const request = changed(build(event));
    if (this.#is('misspells a field')) return { ...request, body: misspelt(request.body) };
    if (this.#is('has one key for everything')) return withKey(request, this.#onlyKey);
    return request;
  }

  /** What is sent the nth time. */
  #again(first: TicketRequest, event: ShopEvent, nth: number): TicketRequest {
    if (this.#is('sends no key')) return { ...first, headers: {} };
    if (this.#is('makes a new key for each attempt')) return withKey(first, randomUUID());
    if (this.#is('builds the body anew'))
      return {
        ...this.#requestFor({ ...event, text: `${event.text} (${nth})` }),
        headers: first.headers,
      };
    return first;
  }

  async #attempt({ path, headers, body }: TicketRequest): Promise<Came> {
    await this.#keepToLimit();
    const { header, value, token } = credentialOf(this.#target);
    const query = this.#is('puts its token into the URL') ? `?access_token=${token}` : '';
    const { timeout = 1_000 } = this.#script;
    try {
      const answer = await fetch(this.#target.baseUrl + path + query, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', [header]: value, ...headers },
        body: JSON.stringify(body),
        ...(!this.#is('has no timeout') && { signal: AbortSignal.timeout(timeout) }),
      });
      return this.#understood(answer, await answer.text());
    } catch {
      return { is: 'unknown' };
    }
  }

  #understood({ status, headers }: Response, text: string): Came {
    const retryAfter = retryAfterIn(headers);
    if (status === 429) return { is: 'not-done', ...retryAfter };
    if (status >= 500) return { is: 'unknown', ...retryAfter };
    if (status >= 400) return { is: 'refused' };
    const { created, addedLater } = JSON.parse(text);
    const isDoubted =
      this.#is('takes nothing for an answer') ||
      (this.#is('takes a replay for a failure') && created === false) ||
      (this.#is('forbids unknown fields') && addedLater !== undefined);
    return { is: isDoubted ? 'unknown' : 'done' };
  }

  #mayRepeat({ is }: Came): boolean {
    if (is === 'refused') return this.#is('repeats refusals');
    return (
      is === 'not-done' ||
      hasKeys.has(this.#target.provider) ||
      this.#is('repeats what may be done')
    );
  }

  /** Milliseconds. */
  #pauseAfter(tries: number, came: Came): number {
    const [first, longest] = this.#script.pause ?? [20, 200];
    const asked = 'retryAfter' in came && !this.#is('ignores Retry-After') ? came.retryAfter : 0;
    const pause = Math.min(longest, first * 2 ** (tries - 1));
    if (this.#is('does not wait')) return 0;
    if (this.#is('waits always as long')) return 2 * first;
    if (this.#is('waits to the millisecond')) return pause;
    return (asked ?? 0) * 1000 + pause * (0.75 + Math.random() / 2);
  }

  async #keepToLimit(): Promise<void> {
    const { limit } = this.#script;
    this.#sent += 1;
    if (!limit || this.#is('does not count')) return;
    if (this.#sent % limit.requests === 0) await limit.waitForNext();
  }
}

function credentialOf({ credentials }: Target) {
  const { primary } = credentials;
  if (!primary) throw new Error('there is no credential of the role primary');
  return primary;
}

function withKey(request: TicketRequest, key: string): TicketRequest {
  if ('externalRef' in request.body)
    return { ...request, body: { ...request.body, externalRef: key } };
  return { ...request, headers: { 'Idempotency-Key': key } };
}

/** The first field with a letter too many. */
function misspelt(body: TicketRequest['body']): TicketRequest['body'] {
  const [[name, value] = [], ...rest] = Object.entries(body);
  return Object.fromEntries([[`${name}s`, value], ...rest]);
}

function retryAfterIn(headers: Headers): { readonly retryAfter?: number } {
  const text = headers.get('retry-after');
  return text === null ? {} : { retryAfter: Number(text) };
}
