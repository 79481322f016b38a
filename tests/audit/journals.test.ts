import { describe, expect, it } from 'vitest';
import { auditClient } from '../../conformance/audit/audit.ts';
import type { JournalLine } from '../../conformance/audit/journal-line.ts';
import { ticketOperation } from '../support/file-ticket.ts';
import { auditOf, keyOf, read, refusalOf, sample } from './journal-files.ts';
import { journalOf } from './rules/simulated-client.ts';

const tickiti = ticketOperation('tickiti').contract;

describe('a journal', () => {
  it('that is empty has nothing to judge', async () => {
    expect((await refusalOf('')).message).toContain('it is empty');
    const { contract, lines } = await read('\n\n', { provider: 'tickiti' });
    expect(auditClient(contract, lines)).toMatchObject({ requests: 0, exitCode: 3, findings: [] });
  });

  it('may be one line, an array, have blank lines, and marks of Windows', async () => {
    const line = JSON.stringify(sample);
    for (const content of [line, `[${line}]`, `\n${line}\r\n\r\n`, `\uFEFF${line}\n`])
      expect(await auditOf(content)).toMatchObject({ requests: 1, exitCode: 0 });
  });

  it('with a line that is no entry is refused, with the line', async () => {
    const line = JSON.stringify(sample);
    const { began, ...unbegun } = sample;
    const bad = ['{"provider":', '7', 'null', '[]', JSON.stringify(unbegun), line.slice(0, -1)];
    for (const wrong of bad) {
      const { problems } = await refusalOf(`${line}\n\n${wrong}\n${line}`);
      expect(problems).toEqual([expect.objectContaining({ line: 3 })]);
    }
    const { message } = await refusalOf(JSON.stringify({ ...sample, began: 'yesterday' }));
    expect(message).toContain('/began must match format "date-time"');
  });

  it('whose last line a crash has torn is judged by the others', async () => {
    const line = JSON.stringify(sample);
    expect(await auditOf(`${line}\n${line.slice(0, 99)}`)).toMatchObject({ requests: 1 });
    expect((await refusalOf(line.slice(0, 99))).message).toContain('it is no JSON');
  });

  it('of several providers is asked whose client is meant', async () => {
    const lines = [sample, { ...sample, provider: 'mava' }].map((line) => JSON.stringify(line));
    expect((await refusalOf(lines.join('\n'))).message).toContain('tickiti and mava');
    const { contract, lines: own } = await read(lines.join('\n'), { provider: 'mava' });
    expect([contract.provider, own.length]).toEqual(['mava', 1]);
    expect((await refusalOf(JSON.stringify({ ...sample, provider: 'acme' }))).message).toContain(
      'no request to a provider',
    );
  });

  it('may be in any order', () => {
    const { lines } = journalOf({
      provider: 'tickiti',
      seed: 5,
      events: 20,
      workers: 3,
      attempts: 5,
      backOff: 'equal',
      pause: [100, 1_000],
      trouble: 0.6,
      retryAfter: 'seconds',
      skew: 0,
      clock: 'runs',
      isAtLeastOnce: true,
      isBatch: false,
      isExpired: true,
    });
    const judged = (list: readonly JournalLine[]) =>
      auditClient(tickiti, list).rules.map(({ id, verdict, held, broken }) => [
        id,
        verdict,
        held,
        broken,
      ]);
    expect(judged(lines.toReversed())).toEqual(judged(lines));
  });

  it('may have requests to nothing, and times that run backwards', async () => {
    const unknown = {
      ...sample,
      operation: undefined,
      request: { ...sample.request, path: '/api/nothing' },
    };
    const elsewhere = {
      ...unknown,
      request: { ...sample.request, path: '/v7/api/create_ticket' },
    };
    const early = { ...sample, ended: '2001-01-01T00:00:00Z' };
    const report = await auditOf(
      [unknown, elsewhere, early].map((line) => JSON.stringify(line)).join('\n'),
    );
    expect(report.findings.map(({ rule }) => rule)).toContain('request/valid');
    expect(report.findings[0]?.actual).toBe(
      'POST /api/nothing is no operation; there are POST /api/create_ticket, POST /api/tickets/create',
    );
    expect(report.findings[1]?.actual).toMatch(/^POST \/v7\/api\/create_ticket is no operation/);
  });

  it('says nothing of a body that it has not all of, wherever it was cut', async () => {
    const long = `{"a":"${'é'.repeat(9_000)}"}`;
    for (const at of [16_383, 16_384]) {
      const body = Buffer.from(long).subarray(0, at).toString();
      const request = { ...sample.request, body, size: at + 1 };
      const report = await auditOf(JSON.stringify({ ...sample, request }));
      expect(report.findings).toEqual([]);
    }
  });

  it('does not take two long bodies for one because they begin alike', () => {
    const mava = ticketOperation('mava').contract;
    const cut = { ...sample.request, path: '/mava/api/ticket', body: '{"a":"', size: 20_000 };
    const line = { ...sample, provider: 'mava', operation: 'createTicket', request: cut };
    expect(auditClient(mava, [line, line]).findings).toEqual([]);
  });

  it('of 100,000 requests is judged as a short one is', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => {
      const began = Date.parse(sample.began) + index * 20;
      const order = sample.request.body.replace('order 0', `order ${index}`);
      return {
        ...sample,
        began: new Date(began).toISOString(),
        ended: new Date(began + 30).toISOString(),
        request: {
          ...sample.request,
          body: order,
          size: Buffer.byteLength(order),
          headers: { ...sample.request.headers, 'idempotency-key': keyOf(index) },
        },
      };
    });
    expect(auditClient(tickiti, lines)).toMatchObject({ requests: 100_000, exitCode: 0 });
  });
});
