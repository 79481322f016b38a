import type { IncomingMessage } from 'node:http';
import type { Operation } from '../../specs/contract/types.ts';
import { type RealTime, readClock } from '../clock.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Facts } from '../engine/facts.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { JournalEntry, JournalRow } from './journal.ts';
import { Seen } from './seen.ts';

/** Journals and logs every exchange. The journal is written in batches, after the answers have left. */
export class Recorder {
  readonly #store: Store;
  readonly #log: Log;
  readonly #realTime: RealTime;
  #rows: JournalRow[] = [];
  #flushing: Promise<void> | undefined;

  constructor(store: Store, log: Log, realTime: RealTime) {
    this.#store = store;
    this.#log = log;
    this.#realTime = realTime;
  }

  see(provider: CompiledProvider, http: IncomingMessage, operation: Operation): Seen {
    return new Seen(this, provider, http, operation);
  }

  timeOf(facts: Facts | undefined): string {
    const { clock } = facts?.state ?? { clock: { offset: 0 } };
    return new Date(readClock(clock, facts?.realTime ?? this.#realTime())).toISOString();
  }

  add(entry: JournalEntry): void {
    const { sandbox, provider, request, answer, outcome, clause, reason, duration } = entry;
    const { method, path } = request;
    const fields = {
      provider,
      method,
      path,
      status: answer.status,
      outcome,
      clause,
      reason,
      ms: duration,
    };
    this.#log.info(
      fields,
      `${method} ${path} ${answer.status || 'aborted'}${clause ? ` ${clause}` : ''}`,
    );
    this.#rows.push({ sandbox, provider, entry: JSON.stringify(entry) });
    this.#flushing ??= this.#writeSoon();
  }

  /** Resolves when everything that was added is in the store. */
  async flush(): Promise<void> {
    await this.#flushing;
  }

  async #writeSoon(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#rows.length > 0) {
      const rows = this.#rows;
      this.#rows = [];
      await this.#write(rows);
    }
    this.#flushing = undefined;
  }

  async #write(rows: readonly JournalRow[]): Promise<void> {
    try {
      await this.#store.appendJournal(rows);
    } catch (error) {
      this.#log.error({ err: error }, 'the journal could not be written');
    }
  }
}
