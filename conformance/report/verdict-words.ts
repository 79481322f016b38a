import type { Verdict } from './report.ts';

/** The verdicts in the order in which a reader wants them: the worst first. */
export const bySeverity: readonly Verdict[] = [
  'fail',
  'known-failure',
  'warn',
  'inconclusive',
  'not-applicable',
  'pass',
];

/** A sign for each verdict, so that it never shows by colour alone. */
export const marks: Readonly<Record<Verdict, string>> = {
  fail: '✗',
  'known-failure': '≈',
  warn: '!',
  inconclusive: '?',
  'not-applicable': '–',
  pass: '✓',
};

/** What each verdict says, in a few words. */
export const meanings: Readonly<Record<Verdict, string>> = {
  fail: 'a documented clause is broken',
  'known-failure': 'broken, and in the baseline',
  warn: 'an assumed clause is answered otherwise',
  inconclusive: 'not exercised',
  'not-applicable': 'the target lacks it, or nobody can observe it',
  pass: 'exercised and held',
};
