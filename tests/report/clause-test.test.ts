import { describe, expect, it } from 'vitest';
import { testOf } from '../../conformance/report/clause-test.ts';
import type { Report } from '../../conformance/report/report.ts';
import { sampleReport } from './sample-report.ts';

const again = { passingAgain: ['acme/authentication/missing'], expired: [] };

/** What becomes of the test of a clause of the sample. */
function told(id: string, parts: Partial<Report> = {}): string {
  const { skipped, failed } = testOf(id, sampleReport(parts));
  if (skipped !== undefined) return `skipped: ${skipped}`;
  return failed === undefined ? 'passed' : `failed: ${failed.split('\n')[0]}`;
}

describe('the test of a clause', () => {
  it.each([
    ['acme/authentication/missing', 'passed'],
    ['acme/tags/max-20', 'failed: What acme/tags/max-20 says.'],
    ['acme/tags/order', 'passed'],
    ['acme/isolation', 'skipped: the target has no second tenant'],
    ['acme/mail', 'skipped: the target declares that it lacks this'],
    ['acme/title/trimmed', 'skipped: ticket 12'],
    ['acme/never-chosen', 'skipped: not chosen'],
  ])('of %s is %s', (id, expected) => {
    expect(told(id)).toBe(expected);
  });

  it('fails on what warns and what was not exercised where the run is strict', () => {
    const selection = { clauses: [], phases: [], strict: true };
    expect(told('acme/tags/order', { selection })).toMatch(/^failed: /);
    expect(told('acme/isolation', { selection })).toMatch(/^failed: /);
    expect(told('acme/mail', { selection })).toMatch(/^skipped: /);
  });

  it('fails where a clause of the baseline passes again, as the run does', () => {
    expect(told('acme/authentication/missing', { baseline: again })).toMatch(
      /^failed: .* is in the baseline and passes again: remove it there\.$/,
    );
    const selection = { clauses: [], phases: [], strict: false, shard: '1/2' };
    expect(told('acme/authentication/missing', { baseline: again, selection })).toBe('passed');
  });

  it('says how to see it again', () => {
    const { failed } = testOf('acme/tags/max-20', sampleReport());
    expect(failed).toMatch(/expected: 400 .*\ncame: 201 with 21 tags\ncurl -i [\s\S]*\nagain: /);
  });
});
