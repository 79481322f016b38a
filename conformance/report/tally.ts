import type { ClauseResult, Verdict } from './report.ts';
import { bySeverity } from './verdict-words.ts';

/** How many clauses have each verdict, the worst verdict first; verdicts that none has are left out. */
export function countVerdicts(clauses: readonly ClauseResult[]): readonly [Verdict, number][] {
  return bySeverity
    .map((verdict): [Verdict, number] => [
      verdict,
      clauses.filter((clause) => clause.verdict === verdict).length,
    ])
    .filter(([, count]) => count > 0);
}

/** `3 fail, 1 warn, 52 pass`. */
export function tallyOf(clauses: readonly ClauseResult[]): string {
  const counts = countVerdicts(clauses);
  return counts.map(([verdict, count]) => `${count} ${verdict}`).join(', ') || 'no clauses';
}

/** The clauses by the heading of the document, in the contract's order. */
export function bySection(
  clauses: readonly ClauseResult[],
): readonly [string, readonly ClauseResult[]][] {
  return [...Map.groupBy(clauses, ({ section }) => section)];
}

/** How the reason of a clause begins that shows in no answer. */
const unobservable = 'not observable';

/** Clauses of which nothing was seen, together with those that share the reason. */
export interface NotExercised {
  readonly verdict: 'inconclusive' | 'not-applicable';
  readonly reason: string;
  readonly clauses: readonly ClauseResult[];
}

/** What was not exercised and why: inconclusive before not applicable, the largest group first. */
export function notExercised(clauses: readonly ClauseResult[]): readonly NotExercised[] {
  return (['inconclusive', 'not-applicable'] as const).flatMap((verdict) => {
    const groups = Map.groupBy(
      clauses.filter((clause) => clause.verdict === verdict),
      ({ reason = 'no reason was given' }) =>
        reason.startsWith(`${unobservable}: `) ? unobservable : reason,
    );
    return [...groups]
      .map(([reason, list]) => ({ verdict, reason, clauses: list }))
      .sort((a, b) => b.clauses.length - a.clauses.length);
  });
}
