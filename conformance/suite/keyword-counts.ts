import type { KeywordCoverage } from '../report/report.ts';

/** Counts how often each constraint of the request schemas was sent on each of its sides. */
export class KeywordCounts {
  readonly #counts = new Map<string, KeywordCoverage>();

  count(
    operation: string,
    { pointer, keyword }: { readonly pointer: string; readonly keyword: string },
    side: 'valid' | 'invalid',
  ): void {
    const key = `${operation} ${pointer} ${keyword}`;
    const before = this.#counts.get(key) ?? { operation, pointer, keyword, valid: 0, invalid: 0 };
    this.#counts.set(key, { ...before, [side]: before[side] + 1 });
  }

  list(): KeywordCoverage[] {
    return [...this.#counts.values()];
  }
}
