import { auditClient } from '../../../conformance/audit/audit.ts';
import type { JournalLine } from '../../../conformance/audit/journal-line.ts';
import type { AuditReport, Evidence } from '../../../conformance/audit/report.ts';
import { loadProvider } from '../../../specs/contract/load.ts';
import { hostile } from '../../report/sample-report.ts';

export const tickiti = loadProvider('tickiti');
const start = Date.parse('2026-11-22T09:00:00Z');
const keys = {
  first: '1f3c2d4e-0000-4000-8000-000000000001',
  second: '1f3c2d4e-0000-4000-8000-000000000002',
};

interface Sent {
  /** Seconds since the journal began. */
  readonly at: number;
  readonly key?: string;
  readonly subject: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly trouble?: string;
  readonly hungUp?: 'server';
}

/** A line as somebody between a client and Tickiti would have written it. */
function lineOf({ at, key, subject, status = 200, headers = {}, trouble, hungUp }: Sent) {
  const body = JSON.stringify({
    originator_email_address: 'ada@example.com',
    data: { subject, content: 'It rains in.' },
  });
  const line: JournalLine = {
    provider: 'tickiti',
    operation: 'createTicket',
    began: new Date(start + at * 1000).toISOString(),
    ended: new Date(start + at * 1000 + 12).toISOString(),
    request: {
      method: 'POST',
      path: '/tickiti/api/create_ticket',
      headers: {
        authorization: '[redacted]',
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body,
      size: Buffer.byteLength(body),
    },
    answer: { status, headers, body: status === 200 ? '{}' : 'Bad gateway' },
    hungUp,
    credential: 'acme/primary',
    outcome: status === 200 ? 'accepted' : 'refused',
    troubles: trouble === undefined ? undefined : [trouble],
  };
  return line;
}

/** A client that makes a new key for each attempt, and does not wait as long as it is asked to. */
export const lines = [
  lineOf({ at: 0, key: keys.first, subject: 'Roof', trouble: 'lost-answer', hungUp: 'server' }),
  lineOf({ at: 0.2, key: keys.second, subject: 'Roof' }),
  lineOf({
    at: 1,
    key: 'c0000000-0000-4000-8000-000000000003',
    subject: 'Door',
    status: 503,
    headers: { 'retry-after': '1' },
    trouble: 'gateway',
  }),
  lineOf({ at: 1.3, key: 'c0000000-0000-4000-8000-000000000003', subject: 'Door' }),
];

export function sample(parts: Partial<AuditReport> = {}): AuditReport {
  return { ...auditClient(tickiti, lines, { source: 'journal.jsonl' }), ...parts };
}

/** One whose every text breaks what does not escape it. */
export function hostileReport(): AuditReport {
  const { rules, findings, ...rest } = sample();
  const evidence = (at: number): Evidence => ({
    entry: at + 1,
    at,
    seconds: 0.5,
    request: `POST ${hostile}`,
    key: `${'k'.repeat(5000)}${hostile}`,
    body: hostile,
    status: null,
    answer: hostile,
    troubles: [hostile],
  });
  return {
    ...rest,
    title: hostile,
    source: hostile,
    rules: rules.map((rule) => ({
      ...rule,
      id: `${rule.id} ${hostile}`,
      section: `${rule.section} ${hostile}`,
      text: hostile,
      ...(rule.reason !== undefined && { reason: hostile }),
    })),
    findings: findings.map((finding) => ({
      ...finding,
      rule: `${finding.rule} ${hostile}`,
      text: hostile,
      actual: hostile,
      advice: hostile,
      clauses: [hostile],
      evidence: Array.from({ length: 40 }, (_, index) => evidence(index)),
    })),
  };
}

export const nothing = auditClient(tickiti, [], { source: 'empty.jsonl' });

export const reports: [string, AuditReport][] = [
  ['a client that breaks rules', sample()],
  ['a client that breaks none', auditClient(tickiti, lines.slice(3))],
  ['a hostile client', hostileReport()],
  ['a client that sent nothing', nothing],
];

export function idsOf({ rules }: AuditReport, verdict: string): string[] {
  return rules.filter((rule) => rule.verdict === verdict).map(({ id }) => id);
}
