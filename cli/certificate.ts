import { styleText } from 'node:util';
import { verdictStyles } from '../conformance/audit/report/terminal.ts';
import { marks } from '../conformance/report/verdict-words.ts';
import type { Certificate } from '../testing/certify.ts';
import type { TrialResult } from '../testing/trial-result.ts';
import { trials as allTrials } from '../testing/trials.ts';
import { isNoProof } from '../testing/verdict.ts';
import type { CertifyCommandOptions } from './certify-values.ts';
import { quoted } from './invocation.ts';

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
      return colour ? styleText(verdictStyles[verdict], cell, { validateStream: false }) : cell;
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
export function troubledTrials(
  { trials, strict }: Certificate,
  all: boolean,
): readonly TrialResult[] {
  const isBad = ({ report }: TrialResult) =>
    report.exitCode !== 0 || (strict && report.findings.length > 0);
  return trials.filter((result) => all || isBad(result) || isNoProof(result));
}

/** What the exit code means, for who reads only the last line. */
export function endingOf(certificate: Certificate, asked: CertifyCommandOptions): string {
  const { exitCode, why } = certificate;
  const end = `${why} · exit ${exitCode}`;
  return exitCode === 1 ? `${end} · again: ${againOf(certificate, asked)}` : end;
}

/** A word on requests that nobody judged; none where there were none. */
export function strangersOf({ trials }: Certificate): string | undefined {
  const count = trials.reduce((sum, { strangers }) => sum + strangers, 0);
  if (count === 0) return undefined;
  return `${count} requests came with another credential than DOUBLECHECK_TOKEN, or with none. They are not judged.`;
}

/** What runs it again, but for the values of variables: they may be secrets, and this ends in logs. */
function againOf({ provider, trials, seed }: Certificate, asked: CertifyCommandOptions): string {
  const { integration, env, world, timeout, attempts, concurrency, patience, strict } = asked;
  const isAll = trials.length === allTrials.length;
  const options: readonly (readonly [name: string, value: string | number | undefined])[] = [
    ['seed', seed],
    ...(isAll ? [] : trials).map(({ trial }) => ['profile', trial] as const),
    ...Object.keys(env).map((name) => ['env', `${name}=…`] as const),
    ...world.map((file) => ['world', file] as const),
    ...Object.entries({ timeout, attempts, concurrency, patience }),
    ['integration', integration],
  ];
  const given = options.filter(([, value]) => value !== undefined);
  const words = given.map(([name, value]) => `--${name} ${quoted(String(value))}`);
  return ['doublecheck certify', provider, ...(strict ? ['--strict'] : []), ...words].join(' ');
}
