import type { Contract } from '../../specs/contract/types.ts';
import { version } from '../../specs/contract/version.ts';
import { type Attempt, attemptsOf, idempotencyOf } from './attempt.ts';
import { isDone } from './intent.ts';
import { intentsOf } from './intents-of.ts';
import type { JournalLine } from './journal-line.ts';
import { type AuditLimits, defaultLimits } from './limits.ts';
import { withoutNamedSecrets } from './named-secrets.ts';
import {
  type AuditFinding,
  type AuditReport,
  type AuditVerdict,
  badVerdicts,
  type Evidence,
  type RuleResult,
} from './report.ts';
import type { AuditRule, Scene, Sight } from './rule.ts';
import { auditRules } from './rules/index.ts';

export interface AuditOptions {
  /** Where the journal came from, for the report. */
  readonly source?: string;
  readonly limits?: Partial<AuditLimits>;
  /** Whether the client told of what it left undone; where it is not said, nobody knows. */
  readonly reported?: boolean;
  /** Let warnings, and rules that had no occasion, fail it. */
  readonly strict?: boolean;
}

type Broken = Extract<Sight, { saw: 'broken' }>;

/**
 * Judges a client by what it did, rule by rule.
 *
 * @param lines what somebody between it and a server of the contract saw, in any order.
 * @example
 * const report = auditClient(loadProvider('mava'), lines, { reported: exitCode !== 0 });
 */
export function auditClient(
  contract: Contract,
  lines: readonly JournalLine[],
  options: AuditOptions = {},
): AuditReport {
  const limits = { ...defaultLimits, ...options.limits };
  const attempts = attemptsOf(contract, lines);
  const intents = intentsOf(attempts, limits);
  const scene: Scene = { contract, attempts, intents, limits, reported: options.reported };
  const judged = auditRules.map((rule) => ({ rule, sights: rule.judge(scene) }));
  const first = attempts[0]?.began ?? 0;
  const strict = options.strict === true;
  const rules = judged.map(({ rule, sights }) => resultOf(contract, rule, sights));
  return {
    format: 1,
    doublecheck: version,
    provider: contract.provider,
    title: contract.document.info.title,
    source: options.source ?? 'a journal',
    requests: attempts.length,
    intents: {
      all: intents.length,
      done: intents.filter(({ attempts: own }) => own.some(isDone)).length,
      retried: intents.filter((intent) => intent.attempts.length > 1).length,
    },
    seconds: (attempts.reduce((last, { ended }) => Math.max(last, ended), first) - first) / 1000,
    strict,
    exitCode: exitCodeOf(rules, attempts.length, strict),
    rules,
    findings: judged.flatMap(({ rule, sights }) => findingsOf(rule, sights, first)),
  };
}

/** 3 where there was nothing to judge; else 1 where a rule is broken, or, strictly, warns or had no occasion. */
function exitCodeOf(rules: readonly RuleResult[], requests: number, strict: boolean): 0 | 1 | 3 {
  if (requests === 0) return 3;
  const bad = badVerdicts({ strict });
  return rules.some(({ verdict }) => bad.includes(verdict)) ? 1 : 0;
}

function resultOf(contract: Contract, rule: AuditRule, sights: readonly Sight[]): RuleResult {
  const { id, section, text } = rule;
  const broken = sights.filter(isBroken);
  const held = sights.filter(({ saw }) => saw === 'held').length;
  const never = sights.find(({ saw }) => saw === 'never') as { reason: string } | undefined;
  const verdict = verdictOf(broken, held, never !== undefined);
  const reason = never?.reason ?? `the client never came to it; ${occasionOf(contract, rule)}`;
  const isOpen = verdict === 'inconclusive' || verdict === 'not-applicable';
  return { id, section, text, verdict, ...(isOpen && { reason }), held, broken: broken.length };
}

function occasionOf({ operations }: Contract, rule: AuditRule): string {
  const { exercisedBy, exercisedWithoutKeys = exercisedBy, takes } = rule;
  const profile = operations.some(idempotencyOf) ? exercisedBy : exercisedWithoutKeys;
  if (takes) return `it takes ${takes}, as the profile ${profile} may bring`;
  return profile === 'calm'
    ? 'it needs no trouble, but work that leads there'
    : `the profile ${profile} may give an occasion`;
}

function verdictOf(broken: readonly Broken[], held: number, isNever: boolean): AuditVerdict {
  if (broken.some(({ isAdvice }) => !isAdvice)) return 'fail';
  if (broken.length > 0) return 'warn';
  if (held > 0) return 'pass';
  return isNever ? 'not-applicable' : 'inconclusive';
}

/** So many ways to break a rule are told; who reads more? */
const mostWays = 100;

/** One for each way in which it is broken; the first time is shown. */
function findingsOf(rule: AuditRule, sights: readonly Sight[], first: number): AuditFinding[] {
  const ways = Map.groupBy(sights.filter(isBroken), wayOf);
  return [...ways.values()].slice(0, mostWays).map((list) => {
    const [{ what, evidence, clauses = [], isAdvice }] = list as [Broken];
    return {
      rule: rule.id,
      verdict: isAdvice ? 'warn' : 'fail',
      text: rule.text,
      actual: withoutNamedSecrets(what),
      advice: rule.advice,
      clauses: [...new Set(clauses)],
      evidence: evidence.map((attempt) => evidenceOf(attempt, first)),
      occurrences: list.length,
    };
  });
}

/** Numbers differ each time. */
function wayOf({ what, isAdvice }: Broken): string {
  return `${isAdvice === true} ${what.replace(/\d+(\.\d+)?/g, '#')}`;
}

function isBroken(sight: Sight): sight is Broken {
  return sight.saw === 'broken';
}

/** So many letters of a body are shown. */
const longest = 300;

function evidenceOf({ entry, began, ended, line, key }: Attempt, first: number): Evidence {
  const { request, answer, hungUp, troubles } = line;
  const status = hungUp !== undefined || answer.status === 0 ? null : answer.status;
  return {
    entry,
    at: (began - first) / 1000,
    seconds: (ended - began) / 1000,
    request: `${request.method} ${withoutNamedSecrets(request.path)}`,
    ...(key !== undefined && { key }),
    body: shortened(request.body),
    status,
    answer: status === null ? silence(hungUp) : shortened(answer.body),
    ...(troubles && { troubles }),
  };
}

function silence(hungUp: JournalLine['hungUp']): string {
  return hungUp === undefined ? 'none arrived' : `none arrived: the ${hungUp} hung up`;
}

function shortened(text: string): string {
  const shown = withoutNamedSecrets(text);
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}
