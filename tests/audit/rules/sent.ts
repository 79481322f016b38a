import { auditClient } from '../../../conformance/audit/audit.ts';
import type { JournalLine } from '../../../conformance/audit/journal-line.ts';
import type { Provider } from '../../../specs/contract/providers.ts';
import { ticketOperation } from '../../support/file-ticket.ts';

const start = Date.parse('2026-11-22T09:00:00Z');

/** A request, and what came of it. */
export interface Sent {
  /** Seconds since the journal began. */
  readonly at: number;
  readonly took?: number;
  readonly status?: number;
  readonly key?: string;
  readonly answerHeaders?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly more?: Partial<JournalLine>;
}

export function lineOf(provider: Provider, sent: Sent): JournalLine {
  const { operation, body, headers } = ticketOperation(provider);
  const { at, took = 0.01, status = operation.successStatus, key, answerHeaders = {} } = sent;
  const text = JSON.stringify(sent.body ?? body);
  const keyHeader = key === undefined ? headers() : { 'idempotency-key': key };
  return {
    provider,
    operation: operation.id,
    began: new Date(start + at * 1000).toISOString(),
    ended: new Date(start + (at + took) * 1000).toISOString(),
    request: {
      method: operation.method,
      path: operation.path,
      headers: { 'content-type': 'application/json', ...keyHeader },
      body: text,
      size: Buffer.byteLength(text),
    },
    answer: { status, headers: answerHeaders, body: '{}' },
    credential: 'harbor/primary',
    ...sent.more,
  };
}

/** `fail key/stable`, of a journal of these. */
export function findingsOf(provider: Provider, sent: readonly Sent[], reported = false) {
  const lines = sent.map((one) => lineOf(provider, one));
  return auditClient(ticketOperation(provider).contract, lines, { reported }).findings.map(
    ({ verdict, rule }) => `${verdict} ${rule}`,
  );
}
