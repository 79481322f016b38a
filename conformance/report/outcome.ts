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
 * baselined one passes again, or, where it is strict, one warns or was not exercised; else 0.
 */
export function exitCodeOf(judged: Judged): 0 | 1 | 3 {
  const { clauses, stopped, selection } = judged;
  if (stopped?.by === 'unusable' || stopped?.by === 'gone') return 3;
  const bad = selection.strict ? ['fail', 'warn', 'inconclusive'] : ['fail'];
  if (clauses.some(({ verdict }) => bad.includes(verdict))) return 1;
  return passingAgain(judged).length > 0 ? 1 : 0;
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

/** What the exit code means, for who reads only the last line. */
export function meaningOf(report: Report): string {
  const { exitCode, clauses } = report;
  if (exitCode === 3) return 'exit 3: the target cannot be used';
  if (exitCode === 0) {
    return report.stopped?.by === 'aborted'
      ? 'interrupted: no documented clause failed until then'
      : 'exit 0: no documented clause fails';
  }
  if (clauses.some(({ verdict }) => verdict === 'fail')) return 'exit 1: a documented clause fails';
  return passingAgain(report).length > 0
    ? 'exit 1: the baseline is out of date'
    : 'exit 1: strict, and a clause warns or was not exercised';
}
