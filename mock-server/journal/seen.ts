import type { IncomingMessage } from 'node:http';
import { blot } from '../../specs/contract/secret.ts';
import type { Operation } from '../../specs/contract/types.ts';
import { inWords } from '../chaos/in-words.ts';
import type { Share, TroubleKind } from '../chaos/trouble.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Facts } from '../engine/facts.ts';
import type { Decision } from '../engine/outcome.ts';
import { defaultSandbox } from '../store/store.ts';
import type { HungUp, JournalEntry } from './journal.ts';
import { redactHeaders, redactPath } from './redact.ts';

/** How much of a body the journal keeps: bytes of a request's, letters of an answer's. */
const bodyBound = 16_384;

/** The header that marks an answer in which trouble was simulated. */
const faultHeader = 'Doublecheck-Fault';

/** What became of a request, as far as the client and the journal are concerned. */
type Result = Omit<Decision, 'outcome' | 'writes'> & { readonly outcome: JournalEntry['outcome'] };

/** Who takes the entry when the exchange is over, and knows the time. */
interface EntryTaker {
  add(entry: JournalEntry): void;
  timeOf(facts: Facts | undefined): string;
  realTime(): string;
}

/** One exchange while it happens. */
export class Seen {
  facts: Facts | undefined;
  body: Uint8Array | undefined;
  /** The caller's credential: it must not come into the journal. */
  token: string | undefined;
  /** What chaos has in store for it. */
  share: Share | undefined;
  /** Other trouble that was simulated, in words. */
  readonly faults: string[] = [];
  /** Undefined while, or when, all of the answer left. */
  hungUp: HungUp | undefined;
  #result: Result | undefined;
  #wholeSince = performance.now();
  readonly #began: string;
  readonly #recorder: EntryTaker;
  readonly #provider: CompiledProvider;
  readonly #http: IncomingMessage & { originalUrl?: string };
  readonly #operation: Operation;

  constructor(
    recorder: EntryTaker,
    provider: CompiledProvider,
    http: IncomingMessage,
    operation: Operation,
  ) {
    this.#recorder = recorder;
    this.#provider = provider;
    this.#http = http;
    this.#operation = operation;
    this.#began = recorder.realTime();
  }

  /** The request is whole: from here the time is ours. */
  decisionBegins(): void {
    this.#wholeSince = performance.now();
  }

  decided(result: Result): void {
    this.#result = result;
  }

  /** The client went away; it gets no answer and the journal says so. */
  aborted(): void {
    this.#result = {
      outcome: 'aborted',
      status: 0,
      headers: {},
      body: '',
      clauses: [],
      reason: 'the client went away',
    };
    this.hungUp = 'client';
    this.record();
  }

  /** What is sent, which says what was simulated; of chaos, unless nobody is to know. */
  get answer(): Pick<Result, 'status' | 'headers' | 'body'> {
    const result = this.#decided();
    const told = this.facts?.state.chaos?.stealth ? this.faults : this.#troubles();
    if (told.length === 0) return result;
    return { ...result, headers: { ...result.headers, [faultHeader]: told.join(', ') } };
  }

  record(): void {
    this.#recorder.add(this.#entry());
  }

  /** Of a request that arrived twice, the time nobody heard the answer to. */
  recordCopy(result: Result): void {
    this.#result = result;
    this.hungUp = 'server';
    this.record();
    this.hungUp = undefined;
  }

  /** What was simulated, in words. */
  #troubles(): readonly string[] {
    return this.share ? [...inWords(this.share), ...this.faults] : this.faults;
  }

  #decided(): Result {
    if (!this.#result) throw new Error('an exchange was answered before it was decided');
    return this.#result;
  }

  #entry(): JournalEntry {
    const { outcome, check, clause, clauses, reason } = this.#decided();
    const { name, defects } = this.#provider;
    const { method = '', originalUrl, url = '', headers } = this.#http;
    const bytes = this.body ?? new Uint8Array();
    const { status, headers: told, body } = this.answer;
    return {
      at: this.#recorder.timeOf(this.facts),
      began: this.#began,
      ended: this.#recorder.realTime(),
      sandbox: this.facts?.sandbox ?? defaultSandbox,
      provider: name,
      operation: this.#operation.id || undefined,
      request: {
        method,
        path: this.#without(redactPath(originalUrl ?? url, this.token)),
        headers: redactHeaders(headers),
        body: this.#without(textOf(bytes)),
        size: this.body ? bytes.length : announcedSize(headers),
      },
      answer: { status, headers: told, body: body.slice(0, bodyBound) },
      hungUp: this.hungUp,
      outcome,
      credential: this.facts?.credential?.id,
      check,
      clause,
      clauses,
      reason,
      fault: this.#troubles().join(', ') || undefined,
      troubles: this.share && kindsOf(this.share),
      defects: defects.length > 0 ? defects : undefined,
      duration: Math.round((performance.now() - this.#wholeSince) * 1000) / 1000,
    };
  }

  /** A client may put its credential where none belongs. */
  #without(text: string): string {
    return this.token && text.includes(this.token) ? text.replaceAll(this.token, blot) : text;
  }
}

function kindsOf({ main, besides }: Share): TroubleKind[] | undefined {
  const kinds = [...(main ? [main] : []), ...besides].map(({ trouble }) => trouble);
  return kinds.length > 0 ? kinds : undefined;
}

/** Of a body that nobody read to its end: what was announced, or else more than nothing. */
function announcedSize(headers: IncomingMessage['headers']): number {
  const length = Number(headers['content-length'] ?? 0);
  return headers['transfer-encoding'] === undefined ? length : 1;
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, Math.min(length, bodyBound)).toString('utf8');
}
