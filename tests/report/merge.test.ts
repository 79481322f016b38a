import { describe, expect, it } from 'vitest';
import { MergeError, mergeReports } from '../../conformance/report/merge.ts';
import { type Report, type Verdict, verdicts } from '../../conformance/report/report.ts';
import { sampleClause, sampleCoverage, sampleFinding, sampleReport } from './sample-report.ts';

function shard(part: string, parts: Partial<Report> = {}): Report {
  const selection = { clauses: [], phases: [], strict: false, shard: part };
  return sampleReport({ selection, ...parts });
}

function withVerdict(part: string, verdict: Verdict): Report {
  return shard(part, { clauses: [sampleClause('acme/a', verdict)], findings: [] });
}

describe('merging the verdicts of shards', () => {
  const order = [
    'fail',
    'known-failure',
    'warn',
    'pass',
    'inconclusive',
    'not-applicable',
  ] as const;

  it('has an order for every verdict', () => {
    expect([...order].sort()).toEqual([...verdicts].sort());
  });

  it.each(order.flatMap((a, i) => order.slice(i).map((b) => [a, b] as const)))(
    '%s is stronger than %s',
    (strong, weak) => {
      for (const [first, second] of [
        [strong, weak],
        [weak, strong],
      ] as const) {
        const merged = mergeReports([withVerdict('1/2', first), withVerdict('2/2', second)]);
        expect(merged.clauses.map(({ verdict }) => verdict)).toEqual([strong]);
      }
    },
  );

  it('keeps the reason of the verdict that decides', () => {
    const idle = sampleClause('acme/a', 'inconclusive', { reason: 'not in this shard' });
    const merged = mergeReports([shard('1/2', { clauses: [idle] }), withVerdict('2/2', 'pass')]);
    expect(merged.clauses).toEqual([sampleClause('acme/a', 'pass')]);
  });

  it('exits as one run would have', () => {
    const codeOf = (a: Verdict, b: Verdict) =>
      mergeReports([withVerdict('1/2', a), withVerdict('2/2', b)]).exitCode;
    expect([codeOf('pass', 'inconclusive'), codeOf('pass', 'fail')]).toEqual([0, 1]);
    const gone = { by: 'gone', message: 'm', mend: 'm' } as const;
    const half = { ...withVerdict('2/2', 'pass'), stopped: gone };
    expect(mergeReports([withVerdict('1/2', 'pass'), half])).toMatchObject({
      exitCode: 3,
      stopped: gone,
    });
  });
});

it('refuses what lacks a shard, and names it', () => {
  const merge = () => mergeReports([shard('1/3'), shard('3/3')]);
  expect(merge).toThrow(MergeError);
  expect(merge).toThrow('2/3 is missing');
});

describe('merging the rest', () => {
  it('adds up requests, sightings, phases and coverage, and takes the longest time', () => {
    const one = shard('1/2', {
      requests: 10,
      seconds: 2,
      startedAt: '2026-11-21T10:00:05Z',
      clauses: [sampleClause('acme/a', 'pass', { held: 3 })],
      phases: [{ phase: 'coverage', checks: 4, requests: 10, seconds: 2 }],
      coverage: [sampleCoverage({ valid: 1, invalid: 0 })],
    });
    const two = shard('2/2', {
      requests: 5,
      seconds: 3,
      startedAt: '2026-11-21T10:00:00Z',
      clauses: [sampleClause('acme/a', 'pass', { held: 1 })],
      phases: [
        { phase: 'preflight', checks: 1, requests: 1, seconds: 0.1 },
        { phase: 'coverage', checks: 3, requests: 4, seconds: 2.9 },
      ],
      coverage: [sampleCoverage({ valid: 2, invalid: 5 }), sampleCoverage({ pointer: '/x' })],
    });
    const merged = mergeReports([one, two]);
    expect(merged).toMatchObject({
      requests: 15,
      seconds: 3,
      startedAt: '2026-11-21T10:00:00Z',
      clauses: [{ id: 'acme/a', held: 4 }],
      phases: [
        { phase: 'preflight', checks: 1, requests: 1, seconds: 0.1 },
        { phase: 'coverage', checks: 7, requests: 14, seconds: 2.9 },
      ],
      coverage: [sampleCoverage({ valid: 3, invalid: 5 }), sampleCoverage({ pointer: '/x' })],
    });
    expect(merged.selection).toEqual({ clauses: [], phases: [], strict: false });
  });

  it('makes one finding of those with one cause, with the shorter exchanges', () => {
    const long = sampleFinding(['acme/a', 'acme/b'], { check: 'long', occurrences: 2 });
    const exchanges = [{ curl: 'curl', status: 201, answer: '' }];
    const short = sampleFinding(['acme/a', 'acme/c'], { check: 'short', exchanges });
    const other = sampleFinding(['acme/a'], {
      exchanges: [{ curl: 'curl', status: 500, answer: '' }],
    });
    const merged = mergeReports([
      shard('1/2', { findings: [long] }),
      shard('2/2', { findings: [short, other] }),
    ]);
    expect(merged.findings).toEqual([
      { ...short, clauses: ['acme/a', 'acme/c', 'acme/b'], occurrences: 3 },
      other,
    ]);
  });

  it('says that a baselined clause passes again only when it passes in all', () => {
    const baseline = { passingAgain: ['acme/a'], expired: ['acme/z'] };
    const passing = (part: string) => ({ ...withVerdict(part, 'pass'), baseline });
    expect(mergeReports([passing('1/2'), passing('2/2')])).toMatchObject({ baseline, exitCode: 1 });
    expect(mergeReports([passing('1/2'), withVerdict('2/2', 'known-failure')])).toMatchObject({
      baseline: { passingAgain: [], expired: ['acme/z'] },
      exitCode: 0,
    });
  });
});

describe('reports that do not belong together', () => {
  const first = shard('1/2');
  it.each<[string, Report, RegExp]>([
    ['of another provider', shard('2/2', { provider: 'other' }), /another provider: acme, other/],
    ['of another seed', shard('2/2', { seed: 7 }), /another seed: 42, 7/],
    ['of another version', shard('2/2', { doublecheck: '9.9.9' }), /version of doublecheck/],
    ['of other clauses', shard('2/2', { clauses: [] }), /list of clauses/],
    [
      'of a strict run',
      shard('2/2', { selection: { clauses: [], phases: [], strict: true, shard: '2/2' } }),
      /selection/,
    ],
    ['of the same shard', shard('1/2'), /The shard 1\/2 is there twice/],
    ['of shards of another size', shard('2/3'), /not shards of one run/],
  ])('are refused: %s', (_name, second, pattern) => {
    expect(() => mergeReports([first, second])).toThrow(MergeError);
    expect(() => mergeReports([first, second])).toThrow(pattern);
  });

  it('are refused: none at all', () => {
    expect(() => mergeReports([])).toThrow(MergeError);
  });
});
