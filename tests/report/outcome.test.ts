import { describe, expect, it } from 'vitest';
import { exitCodeOf, headlineOf, meaningOf } from '../../conformance/report/outcome.ts';
import type { Report, Verdict } from '../../conformance/report/report.ts';
import { sampleClause, sampleReport } from './sample-report.ts';

const strict = { clauses: [], phases: [], strict: true };
const gone = { by: 'gone', message: 'no answer', mend: 'start it' } as const;

function reportWith(verdicts: readonly Verdict[], parts: Partial<Report> = {}): Report {
  const clauses = verdicts.map((verdict, index) => sampleClause(`acme/c/${index}`, verdict));
  const report = sampleReport({ clauses, ...parts });
  return { ...report, exitCode: exitCodeOf(report) };
}

describe('the exit code', () => {
  it.each<[string, 0 | 1 | 3, Verdict[], Partial<Report>]>([
    ['all pass', 0, ['pass', 'pass'], {}],
    ['one fails', 1, ['pass', 'fail'], {}],
    ['one warns', 0, ['pass', 'warn'], {}],
    ['one warns in a strict run', 1, ['pass', 'warn'], { selection: strict }],
    ['one is inconclusive', 0, ['pass', 'inconclusive'], {}],
    ['one is inconclusive in a strict run', 1, ['inconclusive'], { selection: strict }],
    ['one does not apply in a strict run', 0, ['pass', 'not-applicable'], { selection: strict }],
    ['one is known to fail in a strict run', 0, ['pass', 'known-failure'], { selection: strict }],
    ['the target is gone', 3, ['pass', 'fail'], { stopped: gone }],
    ['preflight found no way in', 3, ['inconclusive'], { stopped: { ...gone, by: 'unusable' } }],
    ['requests ran out', 0, ['pass', 'inconclusive'], { stopped: { ...gone, by: 'max-requests' } }],
    ['nothing passed before', 3, ['inconclusive'], { stopped: { ...gone, by: 'max-requests' } }],
    ['only warnings came before', 3, ['warn'], { stopped: { ...gone, by: 'max-tickets' } }],
    ['none was chosen', 3, [], { stopped: { ...gone, by: 'max-tickets' } }],
    ['one failed before', 1, ['fail'], { stopped: { ...gone, by: 'max-tickets' } }],
    ['a part of the suite failed', 3, ['pass'], { stopped: { ...gone, by: 'crashed' } }],
    [
      'a baselined clause passes again',
      1,
      ['pass'],
      { baseline: { passingAgain: ['acme/c/0'], expired: [] } },
    ],
    [
      'a baselined clause passes in one shard',
      0,
      ['pass'],
      {
        baseline: { passingAgain: ['acme/c/0'], expired: [] },
        selection: { clauses: [], phases: [], strict: false, shard: '1/2' },
      },
    ],
    [
      'an entry has expired',
      0,
      ['pass'],
      { baseline: { passingAgain: [], expired: ['acme/c/0'] } },
    ],
  ])('when %s is %i', (_name, expected, verdicts, parts) => {
    const report = reportWith(verdicts, parts);
    expect(report.exitCode).toBe(expected);
    expect(meaningOf(report)).toMatch(new RegExp(`^exit ${expected}: `));
  });

  it.each([
    ['max-requests', 'exit 3: the requests were used up before anything was proved'],
    ['max-tickets', 'exit 3: the tickets were used up before anything was proved'],
  ] as const)('says of %s that nothing was proved', (by, meaning) => {
    const report = reportWith(['inconclusive'], { stopped: { ...gone, by } });
    expect([headlineOf(report), meaningOf(report)]).toEqual(['Nothing was proved', meaning]);
  });
});

describe('the headline', () => {
  it.each<[string, Verdict[], Partial<Report>]>([
    ['2 documented clauses fail', ['fail', 'fail', 'pass'], {}],
    ['1 documented clause fails', ['fail', 'pass'], {}],
    ['No clause fails', ['pass', 'inconclusive'], {}],
    ['Nothing was proved', ['inconclusive'], {}],
    ['Nothing was proved', [], {}],
    ['No clause fails, but the run is strict', ['pass', 'warn'], { selection: strict }],
    ['No clause fails beyond the baseline', ['pass', 'known-failure'], {}],
    ['The target stopped answering', ['fail'], { stopped: gone }],
    [
      'No clause failed before the run was stopped',
      ['pass'],
      { stopped: { ...gone, by: 'aborted' } },
    ],
  ])('says "%s" of %j', (expected, verdicts, parts) => {
    expect(headlineOf(reportWith(verdicts, parts))).toBe(expected);
  });
});
