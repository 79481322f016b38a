import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyBaseline, readBaseline } from '../../conformance/report/baseline.ts';
import { temporaryFolder } from '../support/cli.ts';
import { sampleClause, sampleFinding } from './sample-report.ts';

const fails = sampleClause('acme/a', 'fail', { broken: 2 });
const alsoFails = sampleClause('acme/b', 'fail', { broken: 1 });
const passes = sampleClause('acme/c', 'pass');
const warns = sampleClause('acme/d', 'warn');
const clauses = [fails, alsoFails, passes, warns];
const today = '2026-11-21';

function entry(clause: string, expires = '2026-12-31') {
  return { clause, reason: 'ticket 12', expires };
}

describe('a baseline', () => {
  it('turns a failing clause into a known failure, with the reason and the day', () => {
    const { clauses: judged, baseline } = applyBaseline(clauses, [], [entry('acme/a')], today);
    expect(judged).toEqual([
      {
        ...fails,
        verdict: 'known-failure',
        reason: 'ticket 12 (in the baseline until 2026-12-31)',
      },
      alsoFails,
      passes,
      warns,
    ]);
    expect(baseline).toBeUndefined();
  });

  it('counts on the day on which it expires, and not a day longer', () => {
    const verdictOn = (day: string) =>
      applyBaseline([fails], [], [entry('acme/a', today)], day).clauses[0]?.verdict;
    expect([verdictOn('2026-11-21'), verdictOn('2026-11-22')]).toEqual(['known-failure', 'fail']);
  });

  it('tells of entries that have expired', () => {
    const { baseline } = applyBaseline([fails], [], [entry('acme/a', '2026-01-01')], today);
    expect(baseline).toEqual({ passingAgain: [], expired: ['acme/a'] });
  });

  it('tells of a clause that passes again', () => {
    const { clauses: judged, baseline } = applyBaseline(clauses, [], [entry('acme/c')], today);
    expect(judged).toEqual(clauses);
    expect(baseline).toEqual({ passingAgain: ['acme/c'], expired: [] });
  });

  it('says nothing of a clause that only warns or was not exercised', () => {
    const idle = sampleClause('acme/e', 'inconclusive');
    const { clauses: judged, baseline } = applyBaseline(
      [warns, idle],
      [],
      [entry('acme/d'), entry('acme/e')],
      today,
    );
    expect(judged).toEqual([warns, idle]);
    expect(baseline).toBeUndefined();
  });

  it('knows a finding when it knows every clause of it that failed', () => {
    const one = sampleFinding(['acme/a', 'acme/d']);
    const both = sampleFinding(['acme/a', 'acme/b']);
    const verdictsWith = (...ids: string[]) =>
      applyBaseline(
        clauses,
        [one, both],
        ids.map((id) => entry(id)),
        today,
      ).findings.map(({ verdict }) => verdict);
    expect(verdictsWith('acme/a')).toEqual(['known-failure', 'fail']);
    expect(verdictsWith('acme/a', 'acme/b')).toEqual(['known-failure', 'known-failure']);
    expect(verdictsWith()).toEqual(['fail', 'fail']);
  });

  it('leaves a warning a warning', () => {
    const warning = sampleFinding(['acme/d'], { verdict: 'warn' });
    expect(applyBaseline(clauses, [warning], [entry('acme/d')], today).findings).toEqual([warning]);
  });
});

describe('a file of known failures', () => {
  const known = new Set(['acme/a', 'acme/b']);
  const read = (text: string) => {
    const file = path.join(temporaryFolder(), 'known-failures.yaml');
    writeFileSync(file, text);
    return readBaseline(file, known);
  };

  it('is a list of entries, and may be empty', () => {
    expect(read('- { clause: acme/a, reason: ticket 12, expires: 2026-12-31 }\n')).toEqual([
      entry('acme/a'),
    ]);
    expect(read('# none\n')).toEqual([]);
  });

  it.each([
    ['no expiry', '- { clause: acme/a, reason: r }', /:1 \/0: .*expires/],
    ['no reason', '- { clause: acme/a, expires: 2026-12-31 }', /:1 \/0: .*reason/],
    ['no day', '- { clause: acme/a, reason: r, expires: soon }', /:1 \/0\/expires: /],
    [
      'a day that is none',
      '- { clause: acme/a, reason: r, expires: 2026-02-31 }',
      /\/0\/expires: /,
    ],
    ['an unknown clause', '- { clause: acme/z, reason: r, expires: 2026-12-31 }', /"acme\/z"/],
    [
      'a field of no meaning',
      '- { clause: acme/a, reason: r, expires: 2026-12-31, by: me }',
      /\(by\)/,
    ],
    [
      'a clause twice',
      '- { clause: acme/a, reason: r, expires: 2026-12-31 }\n- { clause: acme/a, reason: r, expires: 2026-12-31 }',
      /:2 \/1\/clause: acme\/a stands here twice/,
    ],
    ['no list', 'clause: acme/a', /must be array/],
  ])('is refused with %s', (_name, text, pattern) => {
    expect(() => read(text)).toThrow(pattern);
  });
});
