import type { AuditVerdict } from '../conformance/audit/report.ts';
import { auditRules } from '../conformance/audit/rules/index.ts';
import type { TrialResult } from './trial-result.ts';

/** What a certificate comes to. */
interface CertificateVerdict {
  readonly exitCode: 0 | 1 | 3;
  /** What decided, in some words. */
  readonly why: string;
}

/** A rule that is broken comes first; then what is no proof; then, strictly, what nobody has seen. */
export function verdictOf(results: readonly TrialResult[], strict: boolean): CertificateVerdict {
  const broken = rulesThat('fail', results);
  if (broken.length > 0) return { exitCode: 1, why: listed(broken, 'broken') };
  const advised = strict ? rulesThat('warn', results) : [];
  if (advised.length > 0)
    return { exitCode: 1, why: `strict, and ${listed(advised, 'better otherwise')}` };
  const lack = lackIn(results);
  if (lack !== undefined) return { exitCode: 3, why: lack };
  const unseen = strict ? withoutOccasion(results) : [];
  if (unseen.length > 0)
    return { exitCode: 1, why: `strict, and ${listed(unseen, 'had no occasion')}` };
  return { exitCode: 0, why: `no rule is broken under ${namesOf(results)}` };
}

function listed(rules: readonly string[], what: string): string {
  return `${rules.length} ${what}: ${rules.join(', ')}`;
}

/** Whether a trial shows nothing, though no rule is broken in it. */
export function isNoProof(result: TrialResult): boolean {
  return lackIn([result]) !== undefined;
}

/** Why it proves nothing; undefined where it does. */
function lackIn(results: readonly TrialResult[]): string | undefined {
  const silent = results.filter(({ report }) => report.requests === 0);
  if (silent.length > 0) return `no request came with DOUBLECHECK_TOKEN under ${namesOf(silent)}`;
  const late = results.filter(({ ended }) => ended.exitCode === null);
  if (late.length > 0) return `it did not end under ${namesOf(late)}`;
  const calm = results.find(({ trial }) => trial === 'calm');
  if (!calm) return undefined;
  const { ended, report } = calm;
  if (report.intents.done === 0) return 'it got nothing done under calm, with nothing in its way';
  // Who crashed has left undone what nobody knows of.
  if (ended.exitCode !== 0)
    return `it ended with ${ended.exitCode} under calm, with nothing in its way`;
  return undefined;
}

function rulesThat(wanted: AuditVerdict, results: readonly TrialResult[]): string[] {
  const found = results.flatMap(({ report }) =>
    report.findings.filter(({ verdict }) => verdict === wanted).map(({ rule }) => rule),
  );
  return [...new Set(found)];
}

/** Rules that trouble brings up, and that no trial came to. What needs no trouble depends on the work that there was. */
function withoutOccasion(results: readonly TrialResult[]): string[] {
  const isOpen = (id: string) =>
    results.every(({ report }) =>
      report.rules.some((rule) => rule.id === id && rule.verdict === 'inconclusive'),
    );
  return auditRules
    .filter(({ exercisedBy }) => exercisedBy !== 'calm')
    .map(({ id }) => id)
    .filter(isOpen);
}

function namesOf(results: readonly TrialResult[]): string {
  return results.map(({ trial }) => trial).join(', ');
}
