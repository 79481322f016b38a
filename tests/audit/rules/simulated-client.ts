import { randomUUID } from 'node:crypto';
import type { JournalLine } from '../../../conformance/audit/journal-line.ts';
import { hasKeys, requestFor } from '../../../examples/requests.ts';
import { chance } from '../../../mock-server/chaos/random.ts';
import type { Provider } from '../../../specs/contract/providers.ts';
import { ticketOperation } from '../../support/file-ticket.ts';

/** How a client that is good in every way may differ from another. */
export interface Manner {
  readonly provider: Provider;
  /** All that is left to chance follows from it. */
  readonly seed: number;
  readonly events: number;
  readonly workers: number;
  readonly attempts: number;
  readonly backOff: 'full' | 'equal' | 'decorrelated';
  /** Milliseconds. */
  readonly pause: readonly [first: number, longest: number];
  /** How many of all attempts meet trouble. */
  readonly trouble: number;
  readonly retryAfter: 'none' | 'seconds' | 'date';
  /** Milliseconds by which the server's clock is ahead. */
  readonly skew: number;
  /** What a test does with the server's clock: it stands, or is moved on in place of waiting for Retry-After. */
  readonly clock: 'runs' | 'stands' | 'is moved';
  /** Whether some events are delivered to the client once more when they are done. */
  readonly isAtLeastOnce: boolean;
  /** Whether all events have one text, and only their names differ. */
  readonly isBatch: boolean;
  /** Whether the first credential has run out. */
  readonly isExpired: boolean;
}

const start = Date.parse('2026-11-22T09:00:00Z');

type End = 'done' | 'not-done' | 'unknown' | 'expired';

/** What a client of such a manner leaves in a journal, whose order is that of the answers, and what it reports. */
export function journalOf(manner: Manner): { lines: JournalLine[]; reported: boolean } {
  const workers = Array.from({ length: manner.workers }, (_, nth) => new Worker(manner, nth));
  for (let index = 0; index < manner.events; index += 1)
    workers[index % workers.length]?.file(index);
  const lines = workers.flatMap((worker) => worker.lines);
  return {
    lines: lines.sort((a, b) => Date.parse(a.ended) - Date.parse(b.ended)),
    reported: workers.some(({ undone }) => undone > 0),
  };
}

/** It does one thing after the other, in a time of its own. */
class Worker {
  readonly lines: JournalLine[] = [];
  undone = 0;
  readonly #manner: Manner;
  readonly #operation: string;
  readonly #path: string;
  readonly #random: () => number;
  #now = start;
  #moved = 0;
  #isExpired: boolean;
  /** Keys that were done. */
  readonly #made = new Set<string>();

  constructor(manner: Manner, nth: number) {
    this.#manner = manner;
    this.#random = randomFrom(manner.seed + nth);
    this.#isExpired = manner.isExpired;
    const { operation } = ticketOperation(manner.provider);
    this.#operation = operation.id;
    this.#path = operation.path;
  }

  file(index: number): void {
    const { provider, isBatch, isAtLeastOnce } = this.#manner;
    const text = isBatch ? 'Your parcel is late.' : `The parcel of order ${index} is late.`;
    const request = requestFor[provider]?.({ id: `order-${index}`, text });
    if (!request) throw new Error(`nobody knows how to ask ${provider}`);
    const body = JSON.stringify(request.body);
    const key =
      request.headers['Idempotency-Key'] ?? String(request.body.externalRef ?? randomUUID());
    const isDone = this.#deliver(body, request.headers, key);
    if (isDone && isAtLeastOnce && this.#chance(0.3)) this.#deliver(body, request.headers, key);
    this.#now += this.#between(0, 30);
  }

  /** Whether it is done. */
  #deliver(body: string, headers: Readonly<Record<string, string>>, key: string): boolean {
    const [first] = this.#manner.pause;
    let pause = first;
    for (let nth = 1; ; nth += 1) {
      const { end, asked } = this.#attempt(body, headers, key);
      if (end === 'done') return true;
      if (end === 'expired') {
        this.#isExpired = false;
        this.#now += this.#between(1, 40);
        continue;
      }
      const mayRepeat = end === 'not-done' || hasKeys.has(this.#manner.provider);
      if (!mayRepeat || nth >= this.#manner.attempts) {
        this.undone += 1;
        return false;
      }
      pause = this.#drawn(pause, nth);
      this.#wait(asked, pause);
    }
  }

  #drawn(last: number, nth: number): number {
    const {
      backOff,
      pause: [first, longest],
    } = this.#manner;
    const whole = Math.min(longest, first * 2 ** (nth - 1));
    if (backOff === 'full') return this.#between(0, whole);
    if (backOff === 'equal') return this.#between(whole / 2, whole);
    return Math.min(longest, this.#between(first, 3 * last));
  }

  #wait(asked: number, pause: number): void {
    if (asked > 0 && this.#manner.clock === 'is moved') this.#moved += asked;
    else this.#now += asked;
    this.#now += Math.ceil(pause);
  }

  /** One attempt, and the milliseconds that its answer asks to wait. */
  #attempt(body: string, headers: Readonly<Record<string, string>>, key: string) {
    const began = this.#now;
    const took = this.#between(0, 25);
    const ended = began + took;
    this.#now = ended + this.#between(0, 2);
    const line = this.#line({ body, headers, began, ended });
    if (this.#isExpired) {
      this.#add(line, { status: 401, outcome: 'refused' });
      return { end: 'expired' as End, asked: 0 };
    }
    if (!this.#chance(this.#manner.trouble)) return this.#succeed(line, key);
    switch (Math.floor(this.#random() * 5)) {
      case 0:
        return this.#refuse(line, 429, 'not-done', 'rate-limit');
      case 1:
        return this.#refuse(line, 503, 'unknown', 'gateway');
      case 2:
        return this.#lose(line, key, 'server');
      case 3:
        return this.#giveUp(line, key);
      default:
        return this.#doubled(line, key);
    }
  }

  #refuse(line: JournalLine, status: number, end: End, trouble: string) {
    const { retryAfter, skew } = this.#manner;
    const headers: Record<string, string> = {};
    const seconds = Math.floor(this.#between(0, 4));
    const server = Date.parse(line.ended) + skew;
    const whole = Math.floor(server / 1000) * 1000;
    headers.date = new Date(whole).toUTCString();
    let asked = 0;
    if (retryAfter === 'seconds') {
      headers['retry-after'] = String(seconds);
      asked = seconds * 1000;
    }
    if (retryAfter === 'date') {
      const until = whole + seconds * 1000;
      headers['retry-after'] = new Date(until).toUTCString();
      // One client goes by its own clock, another by what the server says of the time.
      const now = this.#chance(0.5) ? this.#now : whole;
      asked = Math.max(0, until - now);
    }
    this.#add(line, { status, outcome: 'failed', headers, troubles: [trouble] });
    return { end, asked };
  }

  #succeed(line: JournalLine, key: string) {
    const isReplay = this.#make(key);
    const troubles = this.#chance(0.3) ? ['unknown-field'] : [];
    this.#add(line, { status: 201, outcome: isReplay ? 'replayed' : 'accepted', troubles });
    return { end: 'done' as End, asked: 0 };
  }

  /** All was done, and no answer came. */
  #lose(line: JournalLine, key: string, hungUp: 'client' | 'server') {
    const outcome = this.#make(key) ? 'replayed' : 'accepted';
    this.#add(line, { status: 201, outcome, hungUp, troubles: ['lost-answer'] });
    return { end: 'unknown' as End, asked: 0 };
  }

  /** The client is gone some milliseconds before the server knows it. */
  #giveUp(line: JournalLine, key: string) {
    const ended = Date.parse(line.began) + 1_000;
    this.#now = ended - this.#between(0, 8);
    return this.#lose({ ...line, ended: new Date(ended).toISOString() }, key, 'client');
  }

  /** The network brings the request twice. */
  #doubled(line: JournalLine, key: string) {
    const outcome = this.#make(key) ? 'replayed' : 'accepted';
    const troubles = ['duplicate-delivery'];
    this.#add(line, { status: 201, outcome, hungUp: 'server', troubles });
    const again = this.#make(key) ? 'replayed' : 'accepted';
    this.#add(line, { status: 201, outcome: again, troubles });
    return { end: 'done' as End, asked: 0 };
  }

  /** Makes a ticket, and tells whether it was there. */
  #make(key: string): boolean {
    const isThere = this.#made.has(key) && hasKeys.has(this.#manner.provider);
    this.#made.add(key);
    return isThere;
  }

  #line(sent: {
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly began: number;
    readonly ended: number;
  }): JournalLine {
    const { provider, skew, clock } = this.#manner;
    const at = clock === 'stands' ? start : sent.began + skew + this.#moved;
    const headers = Object.entries(sent.headers).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    return {
      provider,
      operation: this.#operation,
      at: new Date(at).toISOString(),
      began: new Date(sent.began).toISOString(),
      ended: new Date(sent.ended).toISOString(),
      request: {
        method: 'POST',
        path: `/${provider}${this.#path}`,
        headers: { 'content-type': 'application/json', ...Object.fromEntries(headers) },
        body: sent.body,
        size: Buffer.byteLength(sent.body),
      },
      answer: { status: 0, headers: {}, body: '' },
      ...(!this.#isExpired && { credential: 'harbor/primary' }),
    };
  }

  #add(
    line: JournalLine,
    told: {
      readonly status: number;
      readonly outcome: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly hungUp?: 'client' | 'server';
      readonly troubles?: readonly string[];
    },
  ): void {
    const { status, outcome, headers = {}, hungUp, troubles } = told;
    const body = JSON.stringify({ created: outcome !== 'replayed' });
    const answer = { status, headers, body: status < 300 ? body : '' };
    this.lines.push({ ...line, answer, outcome, hungUp, troubles });
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #between(low: number, high: number): number {
    return Math.floor(low + this.#random() * (high - low + 1));
  }
}

/** Numbers from 0 up to 1. */
function randomFrom(seed: number): () => number {
  let drawn = 0;
  return () => {
    drawn += 1;
    return chance(seed, drawn);
  };
}
