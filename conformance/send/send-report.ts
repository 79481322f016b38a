import { version } from '../../specs/contract/version.ts';
import { sendExitCode } from './exit-code.ts';
import type { CaseResult, Entry, SendEvent, SendSummary } from './result.ts';

/** Results that are kept as a whole; of those beyond there is what a line says. */
const keptWhole = 10_000;

/** What sending came to, with every result that is not a pass. No secret is in it. */
export interface SendReport extends SendSummary {
  /** Of this shape; a change that breaks readers counts it up. */
  readonly format: 1;
  readonly doublecheck: string;
  readonly strict: boolean;
  readonly exitCode: 0 | 1 | 2 | 3;
  readonly results: readonly (CaseResult | Entry)[];
}

/** A case that passed. */
export type Passed = Pick<Entry, 'id' | 'kind' | 'ms'>;

/** Keeps what reports need of results as they come. */
export class ResultKeeper {
  readonly #passed: Passed[] = [];
  readonly #others: (CaseResult | Entry)[] = [];
  readonly #keepsPassed: boolean;

  constructor({ passed }: { readonly passed: boolean }) {
    this.#keepsPassed = passed;
  }

  on(event: SendEvent): void {
    if (event.type === 'result') this.#keep(event.result);
    if (event.type === 'before') this.#keep(event.entry);
  }

  get passed(): readonly Passed[] {
    return this.#passed;
  }

  reportOf(summary: SendSummary, strict: boolean): SendReport {
    return {
      format: 1,
      doublecheck: version,
      ...summary,
      strict,
      exitCode: sendExitCode(summary, strict),
      results: this.#others,
    };
  }

  #keep(result: CaseResult | Entry): void {
    const { id, kind, verdict, status, ms, reason } = result;
    if (verdict === 'pass') {
      if (this.#keepsPassed) this.#passed.push({ id, kind, ms });
      return;
    }
    const short = { id, kind, verdict, status, ms, ...(reason !== undefined && { reason }) };
    this.#others.push(this.#others.length < keptWhole ? result : short);
  }
}

/** A report as JSON. */
export function sendJsonOf(report: SendReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
