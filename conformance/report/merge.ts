import { exitCodeOf } from './outcome.ts';
import {
  type ClauseResult,
  type Finding,
  type KeywordCoverage,
  type PhaseResult,
  phases,
  type Report,
  type Verdict,
} from './report.ts';

/** Reports that are not of one run cut into shards. */
export class MergeError extends Error {
  override readonly name = 'MergeError';
}

/** What the verdicts of shards come to: the first of these that a shard has. */
const precedence: readonly Verdict[] = [
  'fail',
  'known-failure',
  'warn',
  'pass',
  'inconclusive',
  'not-applicable',
];

/**
 * Makes one report of the shards' reports. A clause that one shard did not exercise and another did is
 * judged by the other; a finding that several shards made is one.
 *
 * @throws MergeError for reports of different providers, contracts, seeds or selections, or of one shard twice.
 */
export function mergeReports(reports: readonly Report[]): Report {
  const [first] = reports;
  if (!first) throw new MergeError('There is nothing to merge: give at least one report.');
  demandOneRun(reports);

  const stopped = reports.find((report) => report.stopped)?.stopped;
  const { shard: _, ...selection } = first.selection;
  const { stopped: __, baseline: ___, ...rest } = first;
  const baseline = mergedBaseline(reports);
  const merged: Omit<Report, 'exitCode'> = {
    ...rest,
    selection,
    startedAt: reports.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    seconds: Math.max(...reports.map(({ seconds }) => seconds)),
    requests: sum(reports.map(({ requests }) => requests)),
    ...(stopped && { stopped }),
    phases: mergedPhases(reports.flatMap((report) => report.phases)),
    clauses: mergedClauses(reports),
    findings: mergedFindings(reports.flatMap(({ findings }) => findings)),
    coverage: mergedCoverage(reports.flatMap(({ coverage }) => coverage)),
    ...(baseline && { baseline }),
  };
  return { ...merged, exitCode: exitCodeOf(merged) };
}

function demandOneRun(reports: readonly Report[]): void {
  const same: Readonly<Record<string, (report: Report) => unknown>> = {
    provider: ({ provider }) => provider,
    seed: ({ seed }) => seed,
    'version of doublecheck': ({ doublecheck }) => doublecheck,
    'list of clauses': ({ clauses }) => clauses.map(({ id }) => id).join(),
    selection: ({ selection: { shard: _, ...selection } }) => JSON.stringify(selection),
  };
  for (const [what, of] of Object.entries(same)) {
    const found = [...new Set(reports.map(of))];
    if (found.length === 1) continue;
    const detail = found.every((value) => String(value).length < 40) ? `: ${found.join(', ')}` : '';
    throw new MergeError(
      `These reports do not belong together: each has another ${what}${detail}.\n    Merge the shards of one run, which share it.`,
    );
  }
  const shards = reports.map(({ selection }) => selection.shard ?? 'whole');
  const twice = shards.find((shard, index) => shards.indexOf(shard) !== index);
  if (twice !== undefined) {
    const what =
      twice === 'whole' ? 'Two reports are of no shard' : `The shard ${twice} is there twice`;
    throw new MergeError(`${what}.\n    Give each shard's report once.`);
  }
  const sizes = [...new Set(shards.map((shard) => shard.split('/')[1]))];
  if (sizes.length > 1) {
    throw new MergeError(
      `These reports are of ${shards.join(', ')}, which are not shards of one run.\n    Merge 1/n to n/n.`,
    );
  }
  const all = Array.from({ length: Number(sizes[0] ?? 0) || 0 }, (_, i) => `${i + 1}/${sizes[0]}`);
  const missing = all.filter((shard) => !shards.includes(shard));
  if (missing.length > 0) {
    throw new MergeError(
      `The report of the shard ${missing.join(', ')} is missing.\n    What it found would be lost: give every shard's report.`,
    );
  }
}

function mergedClauses(reports: readonly Report[]): ClauseResult[] {
  const byId = Map.groupBy(
    reports.flatMap(({ clauses }) => clauses),
    ({ id }) => id,
  );
  return [...byId.values()].map((list) => {
    const decisive = precedence.flatMap((verdict) => list.filter((it) => it.verdict === verdict));
    return {
      ...(decisive[0] as ClauseResult),
      held: sum(list.map(({ held }) => held)),
      broken: sum(list.map(({ broken }) => broken)),
    };
  });
}

/** Findings that break the same clauses in the same way are one, with the shortest exchanges that show it. */
function mergedFindings(findings: readonly Finding[]): Finding[] {
  const sameCause = Map.groupBy(findings, ({ clauses, verdict, expected, exchanges }) =>
    JSON.stringify([clauses[0], verdict, expected, exchanges.at(-1)?.status]),
  );
  return [...sameCause.values()].map((list) => {
    const shortest = list.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a));
    return {
      ...shortest,
      clauses: [...new Set([shortest, ...list].flatMap(({ clauses }) => clauses))],
      occurrences: sum(list.map(({ occurrences }) => occurrences)),
    };
  });
}

function sizeOf({ exchanges }: Finding): number {
  return sum(exchanges.map(({ curl }) => curl.length));
}

function mergedPhases(all: readonly PhaseResult[]): PhaseResult[] {
  return phases.flatMap((phase) => {
    const list = all.filter((result) => result.phase === phase);
    if (list.length === 0) return [];
    return [
      {
        phase,
        checks: sum(list.map(({ checks }) => checks)),
        requests: sum(list.map(({ requests }) => requests)),
        seconds: Math.max(...list.map(({ seconds }) => seconds)),
      },
    ];
  });
}

function mergedCoverage(all: readonly KeywordCoverage[]): KeywordCoverage[] {
  const same = Map.groupBy(all, ({ operation, pointer, keyword, clause }) =>
    JSON.stringify([operation, pointer, keyword, clause]),
  );
  return [...same.values()].map((list) => ({
    ...(list[0] as KeywordCoverage),
    valid: sum(list.map(({ valid }) => valid)),
    invalid: sum(list.map(({ invalid }) => invalid)),
  }));
}

/** A clause passes again only where it passes in the end. */
function mergedBaseline(reports: readonly Report[]): Report['baseline'] {
  const all = (pick: 'passingAgain' | 'expired') => [
    ...new Set(reports.flatMap(({ baseline }) => baseline?.[pick] ?? [])),
  ];
  const verdicts = new Map(mergedClauses(reports).map(({ id, verdict }) => [id, verdict]));
  const passingAgain = all('passingAgain').filter((id) => verdicts.get(id) === 'pass');
  const expired = all('expired');
  return passingAgain.length + expired.length > 0 ? { passingAgain, expired } : undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
