import type { IncomingMessage } from 'node:http';
import type { Operation } from '../../specs/contract/types.ts';
import { type RealTime, readClock, rfc3339 } from '../clock.ts';
import type { CompiledProvider } from '../engine/compile-provider.ts';
import type { Facts } from '../engine/facts.ts';
import { type Log, silentLog } from '../log.ts';
import type { Store } from '../store/store.ts';
import { Backlog } from './backlog.ts';
import type { JournalEntry } from './journal.ts';
import { Seen } from './seen.ts';

/** Journals and logs every exchange. The journal is written in batches, after the answers have left. */
export class Recorder {
  readonly #backlog: Backlog;
  readonly #log: Log;
  readonly #realTime: RealTime;

  constructor(store: Store, log: Log, realTime: RealTime, journalBound: number) {
    this.#backlog = new Backlog(store, log, journalBound);
    this.#log = log;
    this.#realTime = realTime;
  }

  see(provider: CompiledProvider, http: IncomingMessage, operation: Operation): Seen {
    return new Seen(this, provider, http, operation);
  }

  timeOf(facts: Facts | undefined): string {
    const { clock } = facts?.state ?? { clock: { offset: 0 } };
    return rfc3339(readClock(clock, facts?.realTime ?? this.#realTime()));
  }

  realTime(): string {
    return rfc3339(this.#realTime());
  }

  add(entry: JournalEntry): void {
    if (this.#log !== silentLog) this.#say(entry);
    this.#backlog.add(entry);
  }

  #say(entry: JournalEntry): void {
    const { provider, request, answer, outcome, clause, reason, fault, duration } = entry;
    const { method, path } = request;
    const fields = {
      provider,
      method,
      path,
      status: answer.status,
      outcome,
      clause,
      reason,
      fault,
      ms: duration,
    };
    const words = [method, path, answer.status || 'aborted', clause].filter(Boolean).join(' ');
    this.#log.info(fields, fault ? `${words}, but: ${fault}` : words);
  }

  /** Resolves when everything that was added is in the store, or it turned out that the store fails. */
  flush(): Promise<void> {
    return this.#backlog.flush();
  }

  /** Writes what is left, if the store lets it. */
  close(): Promise<void> {
    return this.#backlog.close();
  }
}
