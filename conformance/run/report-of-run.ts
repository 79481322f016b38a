import type { Contract } from '../../specs/contract/types.ts';
import { version } from '../../specs/contract/version.ts';
import { applyBaseline } from '../report/baseline.ts';
import { exitCodeOf } from '../report/outcome.ts';
import type { KeywordCoverage, Report, ShownExchange, Stopped } from '../report/report.ts';
import type { RunOptions } from '../run-options.ts';
import type { Courier } from '../suite/courier.ts';
import type { KeywordCounts } from '../suite/keyword-counts.ts';
import type { Target } from '../target/target.ts';
import { redacted, withoutSecrets } from '../wire/redact.ts';
import type { Runner } from './runner.ts';
import { chosenClauses, selectionOf } from './selection.ts';
import type { Tally } from './tally.ts';

/** A run that came to its end, or was stopped. */
export interface Finished {
  readonly seed: number;
  readonly marker: string;
  readonly startedAt: Date;
  readonly courier: Courier;
  readonly tally: Tally;
  readonly coverage: KeywordCounts;
  readonly runner: Runner;
  readonly contract: Contract;
  readonly target: Target;
  readonly options: RunOptions;
  readonly stopped: Stopped | undefined;
}

/** Puts down what a run came to. */
export function reportOf(run: Finished): Report {
  const { contract, target, options, stopped, courier, tally, runner } = run;
  const selection = selectionOf(options);
  const isWhole = stopped === undefined && options.replay === undefined;
  const results = tally.results(chosenClauses(contract, selection), isWhole);
  const chosen = new Set(results.map(({ id }) => id));
  const findings = tally.findings.filter(({ clauses }) => clauses.some((id) => chosen.has(id)));
  const today = new Date().toISOString().slice(0, 10);
  const judged = applyBaseline(results, findings, options.baseline ?? [], today);
  const report = {
    format: 1 as const,
    doublecheck: version,
    provider: contract.provider,
    title: contract.document.info.title,
    target: target.baseUrl,
    seed: run.seed,
    marker: run.marker,
    startedAt: run.startedAt.toISOString(),
    seconds: (Date.now() - run.startedAt.getTime()) / 1000,
    requests: courier.requests,
    selection,
    ...(stopped && { stopped }),
    phases: runner.phases,
    ...judged,
    coverage: run.coverage.list().map((entry): KeywordCoverage => entry),
  };
  return { ...withoutSecretsOf(target, report), exitCode: exitCodeOf(report) };
}

/**
 * A report in which nothing that came, or was sent, tells a secret. What is the contract's or the options'
 * own stays as it is: a secret may be in the words of an id, and others look clauses up by it.
 */
function withoutSecretsOf<R extends Omit<Report, 'exitCode'>>(target: Target, report: R): R {
  const clean = <T>(value: T): T => withoutSecrets(target, value);
  const cleanExchange = ({ curl, ...rest }: ShownExchange): ShownExchange => ({
    // It is cut where it may be cut, when it is made.
    curl: redacted(target, curl),
    ...clean(rest),
  });
  const { stopped } = report;
  const { last, ...told } = stopped ?? {};
  return {
    ...report,
    target: clean(report.target),
    ...(stopped && { stopped: { ...clean(told), ...(last && { last: cleanExchange(last) }) } }),
    clauses: report.clauses.map((clause) => ({
      ...clause,
      ...(clause.reason !== undefined && { reason: clean(clause.reason) }),
    })),
    findings: report.findings.map((finding) => ({
      ...finding,
      expected: clean(finding.expected),
      actual: clean(finding.actual),
      exchanges: finding.exchanges.map(cleanExchange),
      replay: clean(finding.replay),
    })),
  };
}
