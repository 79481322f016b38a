import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { auditClient } from '../../conformance/audit/audit.ts';
import type { JournalLine } from '../../conformance/audit/journal-line.ts';
import type { AuditReport } from '../../conformance/audit/report.ts';
import { readAuditSource } from '../../conformance/audit/source/read-source.ts';
import { FileError } from '../../specs/contract/problem.ts';
import { journalOf } from './rules/simulated-client.ts';

/** A request of a client that does nothing wrong. */
export const [sample] = journalOf({
  provider: 'tickiti',
  seed: 1,
  events: 1,
  workers: 1,
  attempts: 1,
  backOff: 'full',
  pause: [100, 1_000],
  trouble: 0,
  retryAfter: 'none',
  skew: 0,
  clock: 'runs',
  isAtLeastOnce: false,
  isBatch: false,
  isExpired: false,
}).lines as [JournalLine];

function fileOf(content: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'journal');
  writeFileSync(file, content);
  return file;
}

export const read = (content: string, options = {}) => readAuditSource(fileOf(content), options);

export async function refusalOf(content: string, options = {}): Promise<FileError> {
  const error = await read(content, options).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(FileError);
  return error;
}

export async function auditOf(content: string): Promise<AuditReport> {
  const { contract, lines } = await read(content);
  return auditClient(contract, lines);
}

export function verdicts({ rules }: AuditReport, wanted: string) {
  return rules.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
}

export function keyOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

export const token = 'tk_live_5f1c2b7e9a';

/** An entry as a browser writes it, with what it likes to add. */
export function entryOf(
  parts: { request?: object; response?: object } & Record<string, unknown> = {},
) {
  const { request = {}, response = {}, ...rest } = parts;
  return {
    _initiator: { type: 'script' },
    _priority: 'High',
    cache: {},
    connection: '443',
    startedDateTime: '2026-11-22T09:00:00.123Z',
    time: 12.345_678,
    timings: { send: 0.1, wait: 12, receive: 0.2 },
    request: {
      method: 'POST',
      url: 'https://support.example.com/api/create_ticket',
      httpVersion: 'h2',
      headers: [
        { name: ':authority', value: 'support.example.com' },
        { name: 'Content-Type', value: 'application/json' },
        { name: 'authorization', value: `Bearer ${token}` },
        { name: 'Idempotency-Key', value: keyOf(1) },
      ],
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: sample.request.size,
      postData: { mimeType: 'application/json', text: sample.request.body },
      ...request,
    },
    response: {
      status: 200,
      statusText: '',
      httpVersion: 'h2',
      headers: [{ name: 'content-type', value: 'application/json' }],
      cookies: [],
      content: { size: 11, mimeType: 'application/json', text: '{"ok":true}' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      _transferSize: 200,
      ...response,
    },
    ...rest,
  };
}

export const harOf = (...entries: unknown[]) =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'Test', version: '1' }, entries } });
