import { describe, expect, it } from 'vitest';
import type { AuditReport, AuditVerdict } from '../../conformance/audit/report.ts';
import { auditRules } from '../../conformance/audit/rules/index.ts';
import type { TrialResult } from '../../testing/trial-result.ts';
import type { Trial } from '../../testing/trials.ts';
import { verdictOf } from '../../testing/verdict.ts';

type Verdicts = Readonly<Record<string, AuditVerdict>>;

/** A trial in which all was done and every rule is kept, but for some. */
function trialOf(trial: Trial, others: Verdicts, code: number | null = 0): TrialResult {
  const counts = { requests: 6, intents: { all: 6, done: 6, retried: 0 }, seconds: 1 };
  const rules = auditRules.map(({ id, section, text }) => {
    const verdict = others[id] ?? 'pass';
    return { id, section, text, verdict, held: 1, broken: 0 };
  });
  const findings = rules.flatMap(({ id, text, verdict }) => {
    const told = { rule: id, text, actual: '', advice: '', clauses: [], evidence: [] };
    return verdict === 'fail' || verdict === 'warn' ? [{ ...told, verdict, occurrences: 1 }] : [];
  });
  const exitCode = findings.length > 0 ? 1 : 0;
  const report: AuditReport = {
    ...{ format: 1 as const, doublecheck: '1', provider: 'loop', title: 'Loop', source: trial },
    ...{ ...counts, strict: false, exitCode, rules, findings },
  };
  return {
    trial,
    ended: { exitCode: code, isLate: false, at: 0, output: '' },
    report,
    strangers: 0,
  };
}

describe('a certificate that is strict', () => {
  it('needs an occasion for each rule in some trial, and not in each', () => {
    const calm = trialOf('calm', { 'key/stable': 'inconclusive', 'retry/bounded': 'inconclusive' });
    const lossy = trialOf('lossy', { 'retry/bounded': 'inconclusive' });
    expect(verdictOf([calm, lossy], true)).toEqual({
      exitCode: 1,
      why: 'strict, and 1 had no occasion: retry/bounded',
    });
    expect(verdictOf([calm, trialOf('outage', {})], true)).toEqual({
      exitCode: 0,
      why: 'no rule is broken under calm, outage',
    });
  });

  it('does not ask for what no trouble brings up', () => {
    const without = { 'retry/not-refused': 'inconclusive' } as const;
    expect(verdictOf([trialOf('calm', without)], true)).toMatchObject({ exitCode: 0 });
  });

  it('is none where a rule warns in one trial', () => {
    const trials = [trialOf('calm', {}), trialOf('lossy', { 'retry/needed': 'warn' })];
    expect(verdictOf(trials, true)).toEqual({
      exitCode: 1,
      why: 'strict, and 1 better otherwise: retry/needed',
    });
  });
});

describe('a certificate that is not', () => {
  it('passes over what warns and what had no occasion', () => {
    const trial = trialOf('calm', { 'key/stable': 'inconclusive' });
    expect(verdictOf([trial, trialOf('lossy', { 'retry/needed': 'warn' })], false).exitCode).toBe(
      0,
    );
  });

  it('is none where a rule is broken, whatever else there is', () => {
    const trials = [trialOf('calm', {}, null), trialOf('lossy', { 'key/stable': 'fail' })];
    expect(verdictOf(trials, false)).toEqual({ exitCode: 1, why: '1 broken: key/stable' });
  });
});

describe('what ended with another code than 0', () => {
  it('is no proof with nothing in its way', () => {
    expect(verdictOf([trialOf('calm', {}, 1), trialOf('lossy', {})], false)).toEqual({
      exitCode: 3,
      why: 'it ended with 1 under calm, with nothing in its way',
    });
  });

  it('may have told what it left undone where something was', () => {
    expect(verdictOf([trialOf('calm', {}), trialOf('lossy', {}, 1)], false).exitCode).toBe(0);
  });
});
