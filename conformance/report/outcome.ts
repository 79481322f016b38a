import type { Report, Stopped, Verdict } from './report.ts';

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

/** The verdicts that a run does not succeed with. */
export function badVerdicts({ selection }: Pick<Report, 'selection'>): readonly Verdict[] {
  return selection.strict ? ['fail', 'warn', 'inconclusive'] : ['fail'];
}

/**
 * What a run ends with: 3 when the target could not be used or is gone, 1 when a clause fails, or a
 * baselined one passes again, or, where it is strict, one warns or was not exercised; 3, too, when nothing
 * failed and the run was interrupted, a part of the suite itself failed, or the run used up what it was
 * given before a single clause had passed, or nothing passed that could be judged; else 0.
 */
export function exitCodeOf(judged: Judged): 0 | 1 | 3 {
  const { clauses, stopped } = judged;
  if (stopped?.by === 'unusable' || stopped?.by === 'gone') return 3;
  const bad = badVerdicts(judged);
  if (clauses.some(({ verdict }) => bad.includes(verdict))) return 1;
  if (passingAgain(judged).length > 0) return 1;
  if (stopped?.by === 'crashed' || stopped?.by === 'aborted') return 3;
  return stopped && !clauses.some(({ verdict }) => verdict === 'pass') ? 3 : 0;
}

/** The run in one sentence, the most important thing first. */
export function headlineOf(report: Report): string {
  const { clauses, stopped } = report;
  if (stopped?.by === 'unusable') return 'The target could not be judged';
  if (stopped?.by === 'gone') return 'The target stopped answering';
  if (stopped?.by === 'nothing-passed') return 'Nothing passed that could be judged';
  const count = (verdict: string) => clauses.filter((clause) => clause.verdict === verdict).length;
  const failed = count('fail');
  if (failed > 0) return `${failed} documented ${failed === 1 ? 'clause fails' : 'clauses fail'}`;
  if (passingAgain(report).length > 0) return 'The baseline names clauses that pass again';
  if (report.exitCode === 1) return 'No clause fails, but the run is strict';
  if (count('pass') === 0) return 'Nothing was proved';
  if (stopped) return 'No clause failed before the run was stopped';
  return count('known-failure') > 0 ? 'No clause fails beyond the baseline' : 'No clause fails';
}

/** What a stop means for a run in which nothing failed. */
const endings: Readonly<Record<Stopped['by'], string>> = {
  unusable: 'exit 3: the target cannot be used',
  gone: 'exit 3: the target stopped answering',
  aborted: 'interrupted: no documented clause failed until then',
  crashed: 'exit 3: a part of the suite itself failed',
  'nothing-passed': 'exit 3: nothing passed that could be judged',
  'max-requests': 'exit 0: no documented clause failed until the requests were used up',
  'max-tickets': 'exit 0: no documented clause failed until the tickets were used up',
};

/** The same, where nothing was proved either. */
const emptyEndings: Partial<typeof endings> = {
  'max-requests': 'exit 3: the requests were used up before anything was proved',
  'max-tickets': 'exit 3: the tickets were used up before anything was proved',
};

/** What the exit code means, for who reads only the last line. */
export function meaningOf(report: Report): string {
  const { exitCode, clauses, stopped } = report;
  if (exitCode !== 1) {
    if (!stopped) return 'exit 0: no documented clause fails';
    return (exitCode === 3 && emptyEndings[stopped.by]) || endings[stopped.by];
  }
  if (clauses.some(({ verdict }) => verdict === 'fail')) return 'exit 1: a documented clause fails';
  return passingAgain(report).length > 0
    ? 'exit 1: the baseline is out of date'
    : 'exit 1: strict, and a clause warns or was not exercised';
}
