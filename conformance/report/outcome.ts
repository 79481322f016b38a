import type { Report } from './report.ts';

/**
 * Clauses of the baseline that pass again. A part of the suite does not tell: what passes in one shard or
 * phase may fail in another.
 */
export function passingAgain({ baseline, selection, stopped }: Judged): readonly string[] {
  const isPart = selection.shard !== undefined || selection.phases.length > 0 || stopped;
  return isPart ? [] : (baseline?.passingAgain ?? []);
}

/** What decides over the end of a run. */
type Judged = Pick<Report, 'clauses' | 'stopped' | 'baseline' | 'selection'>;

/**
 * What a run ends with: 3 when the target could not be used or is gone, 1 when a clause fails, or a
 * baselined one passes again, or, where it is strict, one warns or was not exercised; 3, too, when nothing
 * failed and the run was interrupted, or a part of the suite itself failed; else 0.
 */
export function exitCodeOf(judged: Judged): 0 | 1 | 3 {
  const { clauses, stopped, selection } = judged;
  if (stopped?.by === 'unusable' || stopped?.by === 'gone') return 3;
  const bad = selection.strict ? ['fail', 'warn', 'inconclusive'] : ['fail'];
  if (clauses.some(({ verdict }) => bad.includes(verdict))) return 1;
  if (passingAgain(judged).length > 0) return 1;
  return stopped?.by === 'crashed' || stopped?.by === 'aborted' ? 3 : 0;
}

/** The run in one sentence, the most important thing first. */
export function headlineOf(report: Report): string {
  const { clauses, stopped } = report;
  if (stopped?.by === 'unusable') return 'The target could not be judged';
  if (stopped?.by === 'gone') return 'The target stopped answering';
  const count = (verdict: string) => clauses.filter((clause) => clause.verdict === verdict).length;
  const failed = count('fail');
  if (failed > 0) return `${failed} documented ${failed === 1 ? 'clause fails' : 'clauses fail'}`;
  if (passingAgain(report).length > 0) return 'The baseline names clauses that pass again';
  if (report.exitCode === 1) return 'No clause fails, but the run is strict';
  if (count('pass') === 0) return 'Nothing was proved';
  if (stopped) return 'No clause failed before the run was stopped';
  return count('known-failure') > 0 ? 'No clause fails beyond the baseline' : 'No clause fails';
}

const endings: Readonly<Record<string, string>> & { readonly end: string } = {
  end: 'exit 0: no documented clause fails',
  aborted: 'interrupted: no documented clause failed until then',
  crashed: 'exit 3: a part of the suite itself failed',
  'max-requests': 'exit 0: no documented clause failed until the requests were used up',
  'max-tickets': 'exit 0: no documented clause failed until the tickets were used up',
};

/** What the exit code means, for who reads only the last line. */
export function meaningOf(report: Report): string {
  const { exitCode, clauses } = report;
  if (exitCode === 3) {
    return endings[report.stopped?.by ?? ''] ?? 'exit 3: the target cannot be used';
  }
  if (exitCode === 0) return endings[report.stopped?.by ?? 'end'] ?? endings.end;
  if (clauses.some(({ verdict }) => verdict === 'fail')) return 'exit 1: a documented clause fails';
  return passingAgain(report).length > 0
    ? 'exit 1: the baseline is out of date'
    : 'exit 1: strict, and a clause warns or was not exercised';
}
