import type {
  ClauseResult,
  Finding,
  KeywordCoverage,
  Report,
  Verdict,
} from '../../conformance/report/report.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';

/** A report with one clause of each verdict, and findings; what is given takes the place of its own. */
export function sampleReport(parts: Partial<Report> = {}): Report {
  return {
    format: 1,
    doublecheck: '0.1.0',
    provider: 'acme',
    title: 'Acme tickets',
    target: 'http://127.0.0.1:4010/acme',
    seed: 42,
    marker: 'dc-7f3a',
    startedAt: '2026-11-21T10:53:00.123Z',
    seconds: 3.25,
    requests: 1532,
    selection: { clauses: [], phases: [], strict: false },
    exitCode: 1,
    phases: [
      { phase: 'preflight', checks: 1, requests: 3, seconds: 0.05 },
      { phase: 'coverage', checks: 400, requests: 900, seconds: 1.4 },
      { phase: 'sequences', checks: 60, requests: 629, seconds: 1.8 },
    ],
    clauses: [
      sampleClause('acme/authentication/missing', 'pass', { section: 'Authentication' }),
      sampleClause('acme/tags/max-20', 'fail', { held: 3, broken: 2 }),
      sampleClause('acme/tags/order', 'warn', { level: 'assumed', held: 0, broken: 1 }),
      sampleClause('acme/isolation', 'inconclusive', { reason: 'the target has no second tenant' }),
      sampleClause('acme/mail', 'not-applicable', {
        reason: 'the target declares that it lacks this',
      }),
      sampleClause('acme/title/trimmed', 'known-failure', { broken: 1, reason: 'ticket 12' }),
    ],
    findings: [
      sampleFinding(['acme/tags/max-20']),
      sampleFinding(['acme/tags/order'], { verdict: 'warn' }),
    ],
    coverage: [
      sampleCoverage({ clause: 'acme/tags/max-20', valid: 12, invalid: 4 }),
      sampleCoverage({ pointer: '/subject', keyword: 'minLength', invalid: 0 }),
    ],
    ...parts,
  };
}

export function sampleClause(
  id: string,
  verdict: Verdict,
  parts: Partial<ClauseResult> = {},
): ClauseResult {
  return {
    id,
    level: 'documented',
    section: 'Request body',
    text: `What ${id} says.`,
    verdict,
    held: verdict === 'pass' ? 4 : 0,
    broken: 0,
    ...parts,
  };
}

export function sampleFinding(clauses: readonly string[], parts: Partial<Finding> = {}): Finding {
  return {
    clauses,
    verdict: 'fail',
    check: `coverage/${clauses[0]}`,
    phase: 'coverage',
    expected: ['400 VALIDATION_ERROR', '422 VALIDATION_ERROR'],
    actual: '201 with 21 tags',
    exchanges: [
      {
        curl: `curl -i -X POST 'http://127.0.0.1:4010/acme/api/ticket' \\\n  -H "x-auth-token: $DOUBLECHECK_PRIMARY" \\\n  -H 'content-type: application/json' \\\n  --data-binary '{"tags":["a"]}'`,
        status: 201,
        answer: '{"_id":"64b0c1d2e3f4a5b6c7d8e901","tags":["a"]}',
      },
    ],
    replay: `doublecheck conform acme --target http://127.0.0.1:4010 --seed 42 --replay coverage/${clauses[0]}`,
    occurrences: 1,
    ...parts,
  };
}

export function sampleCoverage(parts: Partial<KeywordCoverage> = {}): KeywordCoverage {
  return {
    operation: 'createTicket',
    pointer: '/tags',
    keyword: 'maxItems',
    valid: 3,
    invalid: 3,
    ...parts,
  };
}

/** Text that breaks a report that does not escape: of every language that a report is written in. */
export const hostile = [
  '</script><script>alert(1)</script>',
  ']]>',
  '<!-- --><img src=http://evil.example/x onerror=alert(1)>',
  '"\'&amp;&lt; \u0000\u0001\u0008\u000b\u001b[31mred\u001b[0m\u007f\u0085\ufffe\ud800',
  '| a | `b` **c** [d](http://evil.example) ![e](http://evil.example/e.png)\n\n# heading\n```\nfence',
  '\u202egnp.exe $HOME %s {{x}}',
].join(' ');

/** Characters of it that must show by their number, or drive a terminal and break XML. */
export const unshowable = [
  '\u0000',
  '\u0001',
  '\u0008',
  '\u000b',
  '\u001b',
  '\u007f',
  '\u0085',
  '\ufffe',
  '\u202e',
];

/** A report in which every text is hostile. */
export function hostileReport(): Report {
  const clause = (verdict: Verdict, index: number): ClauseResult => ({
    ...sampleClause(`acme/${index}/${hostile}`, verdict),
    section: `Section ${hostile}`,
    text: hostile,
    reason: hostile,
  });
  return sampleReport({
    title: hostile,
    target: hostile,
    marker: hostile,
    selection: { clauses: [hostile], phases: [], strict: false },
    stopped: {
      by: 'gone',
      message: hostile,
      mend: hostile,
      last: { curl: hostile, status: null, answer: hostile },
    },
    clauses: (['fail', 'warn', 'inconclusive', 'pass', 'known-failure'] as const).map(clause),
    findings: [
      sampleFinding([`acme/0/${hostile}`], {
        check: hostile,
        expected: [hostile, hostile],
        actual: hostile,
        premise: hostile,
        exchanges: [{ curl: hostile, status: null, answer: hostile }],
        replay: hostile,
      }),
    ],
    coverage: [sampleCoverage({ operation: hostile, pointer: hostile, keyword: hostile })],
    baseline: { passingAgain: [hostile], expired: [hostile] },
  });
}

/** A report over every clause of the built-in contracts: 565 and more, of all verdicts. */
export function largeReport(of: readonly Provider[] = providers): Report {
  const declared = of.flatMap((provider) => [...loadProvider(provider).clauses.values()]);
  const clauses = declared.map(({ id, level, section, text }, index): ClauseResult => {
    const isAssumed = level !== 'documented';
    const verdict: Verdict =
      index % 41 === 7
        ? isAssumed
          ? 'warn'
          : 'fail'
        : index % 29 === 5
          ? 'inconclusive'
          : index % 53 === 9
            ? 'not-applicable'
            : index % 97 === 13
              ? 'known-failure'
              : 'pass';
    return {
      ...sampleClause(id, verdict),
      level,
      section,
      text,
      ...(verdict === 'inconclusive' && {
        reason:
          index % 2 === 0
            ? 'the target has no credential "second-tenant"'
            : 'not observable: no answer shows it',
      }),
      ...(verdict === 'not-applicable' && { reason: 'the target declares that it lacks this' }),
      ...(verdict === 'fail' && { broken: 3 }),
    };
  });
  const findings = clauses
    .filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
    .map(({ id, verdict }) =>
      sampleFinding([id], { verdict: verdict === 'warn' ? 'warn' : 'fail' }),
    );
  const keywords = ['type', 'minLength', 'maxLength', 'enum', 'required', 'pattern'];
  const coverage = Array.from({ length: 90 }, (_, index) =>
    sampleCoverage({
      operation: index < 50 ? 'createTicket' : 'createTicketUnified',
      pointer: `/data/field${index % 15}`,
      keyword: keywords[index % keywords.length] ?? 'type',
      invalid: index % 11 === 0 ? 0 : index,
    }),
  );
  return sampleReport({ title: 'All the tickets', clauses, findings, coverage });
}
