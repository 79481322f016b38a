import type { IncomingMessage } from 'node:http';
import type { Operation } from '../../specs/contract/types.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Facts } from '../engine/facts.ts';
import type { Decision } from '../engine/outcome.ts';
import { defaultSandbox } from '../store/store.ts';
import type { JournalEntry } from './journal.ts';
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
}

/** One exchange while it happens. */
export class Seen {
  facts: Facts | undefined;
  body: Uint8Array | undefined;
  fault: string | undefined;
  #result: Result | undefined;
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
    this.record();
  }

  get answer(): Pick<Result, 'status' | 'headers' | 'body'> {
    const result = this.#decided();
    if (!this.fault) return result;
    return { ...result, headers: { ...result.headers, [faultHeader]: this.fault } };
  }

  record(): void {
    this.#recorder.add(this.#entry());
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
      sandbox: this.facts?.sandbox ?? defaultSandbox,
      provider: name,
      operation: this.#operation.id || undefined,
      request: {
        method,
        path: redactPath(originalUrl ?? url),
        headers: redactHeaders(headers),
        body: textOf(bytes),
        size: bytes.length,
      },
      answer: { status, headers: told, body: body.slice(0, bodyBound) },
      outcome,
      credential: this.facts?.credential?.id,
      check,
      clause,
      clauses,
      reason,
      fault: this.fault,
      defects: defects.length > 0 ? defects : undefined,
      duration: Math.round((performance.now() - this.#begun) * 1000) / 1000,
    };
  }
}

function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, Math.min(length, bodyBound)).toString('utf8');
}
