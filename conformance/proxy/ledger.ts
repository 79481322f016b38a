import { type OperationFinder, operationFinder } from '../../specs/contract/operation-finder.ts';
import type { Contract } from '../../specs/contract/types.ts';
import type { JournalLine } from '../audit/journal-line.ts';
import type { Report } from '../report/report.ts';
import type { Target } from '../target/target.ts';
import { JournalFile } from './journal-file.ts';
import { Callers } from './judging/callers.ts';
import { type Legible, legibleOf, lineOf } from './judging/legible.ts';
import { reportOfPassing, type Troubles } from './judging/report-of-passing.ts';
import { Secrets } from './judging/secrets.ts';
import { Witness } from './judging/witness.ts';
import { RecentLines } from './recent-lines.ts';
import { Recording } from './recording/recording.ts';
import type { Passed } from './traffic/passing.ts';

/** What a ledger is opened with: plain data, so that it can be sent to a thread. */
export interface LedgerSettings {
  readonly contract: Contract;
  readonly upstream: string;
  readonly target?: Omit<Target, 'controls'> | undefined;
  /** The file that gets a line for each exchange. */
  readonly journal?: string | undefined;
  /** Whether golden exchanges are gathered. */
  readonly record?: boolean | undefined;
}

/** What the traffic came to. */
export interface Watched {
  readonly report: Report;
  /** The newest lines of the journal, in their order. */
  readonly lines: readonly JournalLine[];
  /** Golden exchanges: how many, and as the text of a file. */
  readonly recording: { readonly size: number; readonly text: string };
}

/** Everything that is done with an exchange that has passed. What fails is counted and told once. */
export class Ledger {
  readonly #settings: LedgerSettings;
  readonly #warn: (message: string) => void;
  readonly #secrets: Secrets;
  readonly #callers: Callers;
  readonly #witness: Witness;
  readonly #recording: Recording;
  readonly #journal: JournalFile | undefined;
  readonly #find: OperationFinder;
  readonly #lines = new RecentLines();
  readonly #startedAt = new Date();
  readonly #failed = { read: 0, journaled: 0, judged: 0 };
  #requests = 0;

  private constructor(
    settings: LedgerSettings,
    warn: (message: string) => void,
    parts: { secrets: Secrets; callers: Callers; witness: Witness },
  ) {
    const { contract, target, journal } = settings;
    this.#settings = settings;
    this.#warn = warn;
    this.#secrets = parts.secrets;
    this.#callers = parts.callers;
    this.#witness = parts.witness;
    this.#recording = new Recording(contract, parts.secrets, target);
    this.#find = operationFinder(contract);
    this.#journal = journal === undefined ? undefined : new JournalFile(journal);
  }

  /** @throws FileError for a journal that cannot be written. */
  static async open(settings: LedgerSettings, warn: (message: string) => void): Promise<Ledger> {
    const { contract, upstream, target } = settings;
    const secrets = new Secrets(contract, target);
    const callers = new Callers(contract, upstream, secrets, target);
    const witness = await Witness.of(contract, secrets, callers);
    return new Ledger(settings, warn, { secrets, callers, witness });
  }

  add(passed: Passed): void {
    this.#requests++;
    const legible = this.#try('read', () => {
      const { method, path } = passed.request;
      const found = legibleOf(passed, this.#find(method, path));
      this.#secrets.learnFrom(found.requestHeaders, path, found.requestBody);
      return found;
    });
    if (!legible) return;
    this.#try('journaled', () => this.#write(legible));
    this.#try('judged', () => this.#judge(legible));
  }

  /** @param leftOut exchanges that passed and were not added. */
  close(leftOut: number): Watched {
    this.#journal?.close();
    const report = reportOfPassing({
      contract: this.#settings.contract,
      baseUrl: this.#callers.target.baseUrl,
      startedAt: this.#startedAt,
      requests: this.#requests + leftOut,
      witness: this.#witness,
      secrets: this.#secrets,
      troubles: this.#troubles(leftOut),
    });
    const { size, text } = this.#recording;
    return { report, lines: this.#lines.all, recording: { size, text } };
  }

  #write(legible: Legible): void {
    const line = lineOf(legible, this.#settings.contract.provider, this.#secrets);
    this.#lines.add(line);
    this.#journal?.add(line);
  }

  #judge(legible: Legible): void {
    const judged = this.#witness.see(legible);
    if (judged && this.#settings.record) this.#recording.add(judged);
  }

  /** What was not looked at at all is missing in a journal, where there is one. */
  #troubles(leftOut: number): Troubles {
    const { read, journaled, judged } = this.#failed;
    const unseen = this.#journal ? read + leftOut : 0;
    return { leftOut, unread: read, unjudged: judged, unjournaled: journaled + unseen };
  }

  #try<T>(what: 'read' | 'journaled' | 'judged', work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#failed[what] += 1;
      const why = this.#secrets.redact(String(error));
      if (this.#failed[what] === 1)
        this.#warn(`an exchange could not be ${what}: ${why}. The traffic goes on.`);
      return undefined;
    }
  }
}
