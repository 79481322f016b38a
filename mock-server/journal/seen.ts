import type { IncomingMessage } from 'node:http';
import type { Operation } from '../../specs/contract/types.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Facts } from '../engine/facts.ts';
import type { Decision } from '../engine/outcome.ts';
import { defaultSandbox } from '../store/store.ts';
import type { JournalEntry } from './journal.ts';
import { redactHeaders } from './redact.ts';

/** How much of a body the journal keeps, in bytes. */
const bodyBound = 16_384;

/** The header that marks an answer in which trouble was simulated. */
const faultHeader = 'Doublecheck-Fault';

/** What was decided, as far as the client and the journal are concerned. */
type Verdict = Omit<Decision, 'outcome' | 'writes'> & { readonly outcome: JournalEntry['outcome'] };

/** Who takes the entry when the exchange is over, and knows the time. */
interface EntryTaker {
  add(entry: JournalEntry): void;
  timeOf(facts: Facts | undefined): string;
}

/** One exchange while it happens. */
export class Seen {
  facts: Facts | undefined;
  body: Uint8Array | undefined;
  fault: string | undefined;
  #verdict: Verdict | undefined;
  #begun = performance.now();
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
  }

  /** The request is whole: from here the time is ours. */
  decisionBegins(): void {
    this.#begun = performance.now();
  }

  decided(verdict: Verdict): void {
    this.#verdict = verdict;
  }

  /** The client went away; it gets no answer and the journal says so. */
  aborted(): void {
    this.#verdict = {
      outcome: 'aborted',
      status: 0,
      headers: {},
      body: '',
      reason: 'the client went away',
    };
    this.record();
  }

  get answer(): { status: number; headers: Record<string, string>; body: string } {
    const { status, headers, body } = this.#decidedVerdict();
    return {
      status,
      body,
      headers: this.fault ? { ...headers, [faultHeader]: this.fault } : { ...headers },
    };
  }

  record(): void {
    this.#recorder.add(this.#entry());
  }

  #decidedVerdict(): Verdict {
    if (!this.#verdict) throw new Error('an exchange was answered before it was decided');
    return this.#verdict;
  }

  #entry(): JournalEntry {
    const { outcome, check, clause, reason } = this.#decidedVerdict();
    const { method = '', originalUrl, url = '', headers } = this.#http;
    const bytes = this.body ?? new Uint8Array();
    return {
      at: this.#recorder.timeOf(this.facts),
      sandbox: this.facts?.sandbox ?? defaultSandbox,
      provider: this.#provider.name,
      operation: this.#operation.id || undefined,
      request: {
        method,
        path: originalUrl ?? url,
        headers: redactHeaders(headers),
        body: Buffer.from(
          bytes.buffer,
          bytes.byteOffset,
          Math.min(bytes.length, bodyBound),
        ).toString('utf8'),
        size: bytes.length,
      },
      answer: this.answer,
      outcome,
      credential: this.facts?.credential?.id,
      check,
      clause,
      reason,
      fault: this.fault,
      duration: Math.round((performance.now() - this.#begun) * 1000) / 1000,
    };
  }
}
