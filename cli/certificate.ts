import { styleText } from 'node:util';
import type { AuditVerdict } from '../conformance/audit/report.ts';
import { marks } from '../conformance/report/verdict-words.ts';
import type { Certificate, TrialResult } from '../testing/certify.ts';

const styles: Readonly<Record<AuditVerdict, Parameters<typeof styleText>[0]>> = {
  fail: ['red', 'bold'],
  warn: 'yellow',
  inconclusive: 'cyan',
  'not-applicable': 'dim',
  pass: 'green',
};

/** One table: what each rule came to in each trial. */
export function certificateOf({ trials }: Certificate, { colour }: { colour: boolean }): string {
  const rules = trials[0]?.report.rules ?? [];
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const columns = trials.map(({ trial }) => trial.length + 2);
  const head = ' '.repeat(width) + trials.map(({ trial }) => `  ${trial}`).join('');
  const lines = rules.map(({ id }, index) => {
    const cells = trials.map(({ report }, column) => {
      const verdict = report.rules[index]?.verdict ?? 'inconclusive';
      const cell = `  ${marks[verdict]}`.padEnd(columns[column] ?? 0);
      return colour ? styleText(styles[verdict], cell, { validateStream: false }) : cell;
    });
    return `${id.padEnd(width)}${cells.join('')}`.trimEnd();
  });
  const ends = trials.map((result, column) => `  ${endOf(result)}`.padEnd(columns[column] ?? 0));
  const legend = `${marks.pass} kept  ${marks.fail} broken  ${marks.warn} better otherwise  ${marks.inconclusive} had no occasion  ${marks['not-applicable']} does not apply`;
  return [
    head,
    ...lines,
    `${'exit code'.padEnd(width)}${ends.join('')}`.trimEnd(),
    '',
    legend,
  ].join('\n');
}

function endOf({ ended: { exitCode, isLate } }: TrialResult): string {
  return exitCode === null ? (isLate ? 'late' : 'killed') : String(exitCode);
}

/** Trials to be shown in full: those in which something is wrong, or all. */
export function troubledTrials({ trials }: Certificate, all: boolean): readonly TrialResult[] {
  return trials.filter(
    ({ report, ended }) => all || report.exitCode !== 0 || ended.exitCode === null,
  );
}

/** What the exit code means, for who reads only the last line. */
export function endingOf({ provider, exitCode, trials, seed, command }: Certificate): string {
  const again = `doublecheck certify ${provider} --seed ${seed} --integration ${JSON.stringify(command)}`;
  const broken = new Set(
    trials.flatMap(({ report }) =>
      report.findings.flatMap(({ rule, verdict }) => (verdict === 'fail' ? [rule] : [])),
    ),
  );
  const silent = trials.filter(({ report }) => report.exitCode === 3).map(({ trial }) => trial);
  const late = trials.filter(({ ended }) => ended.exitCode === null).map(({ trial }) => trial);
  if (broken.size > 0)
    return `${broken.size} broken: ${[...broken].join(', ')} · exit 1 · again: ${again}`;
  if (exitCode === 1) return `no rule is broken, but it is strict · exit 1 · again: ${again}`;
  if (silent.length > 0)
    return `it asked the double for nothing under ${silent.join(', ')} · exit 3`;
  if (late.length > 0) return `it did not end under ${late.join(', ')} · exit 3`;
  return `no rule is broken under ${trials.map(({ trial }) => trial).join(', ')} · exit 0`;
}
