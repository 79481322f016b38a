import type { ClauseResult } from '../../report/report.ts';
import { tallyOf } from '../../report/tally.ts';
import type { AuditReport, AuditVerdict, RuleResult } from '../report.ts';

/** What each verdict says of a rule, in a few words. */
export const meanings: Readonly<Record<AuditVerdict, string>> = {
  fail: 'the client breaks the rule',
  warn: 'better otherwise; the document leaves it open',
  inconclusive: 'there was no occasion',
  'not-applicable': 'it cannot come up with this provider',
  pass: 'seen to be kept, and never to be broken',
};

/** Rules in the form in which conform's reports count clauses; no document states them, so none is documented. */
export function asClauses(rules: readonly RuleResult[]): readonly ClauseResult[] {
  return rules.map((rule) => ({ ...rule, level: 'assumed' }));
}

/** The rules by section, in their order. */
export function rulesBySection(
  rules: readonly RuleResult[],
): readonly [string, readonly RuleResult[]][] {
  return [...Map.groupBy(rules, ({ section }) => section)];
}

/** `3 fail, 10 pass`. */
export function auditTallyOf(rules: readonly RuleResult[]): string {
  return tallyOf(asClauses(rules));
}

/** Whether nothing was seen of a rule. */
export function isOpen({ verdict }: RuleResult): boolean {
  return verdict === 'inconclusive' || verdict === 'not-applicable';
}

/** The audit in one sentence, the most important thing first. */
export function auditHeadlineOf({ rules, exitCode }: AuditReport): string {
  if (exitCode === 3) return 'There was nothing to judge';
  const count = (verdict: AuditVerdict) => rules.filter((rule) => rule.verdict === verdict).length;
  const broken = count('fail');
  if (broken > 0) return `The client breaks ${broken} ${broken === 1 ? 'rule' : 'rules'}`;
  if (exitCode === 1) return 'No rule is broken, but the audit is strict';
  return count('pass') === 0 ? 'Nothing was proved' : 'The client breaks no rule';
}

/** What the exit code means, for who reads only the last line. */
export function auditMeaningOf({ rules, exitCode }: AuditReport): string {
  if (exitCode === 3) return 'exit 3: there was nothing to judge';
  if (exitCode === 0) return 'exit 0: no rule is broken';
  return rules.some(({ verdict }) => verdict === 'fail')
    ? 'exit 1: the client breaks a rule'
    : 'exit 1: strict, and a rule warns or had no occasion';
}

/** `12 requests in 3.2 s, 5 intents: 4 done, 2 retried`. */
export function factsOf({ requests, seconds, intents }: AuditReport): string {
  const { all, done, retried } = intents;
  return `${counted(requests, 'request')} in ${seconds.toFixed(1)} s, ${counted(all, 'intent')}: ${done} done, ${retried} retried`;
}

/** `1 request`, `2 requests`. */
export function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
