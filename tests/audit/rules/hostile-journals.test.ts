import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { auditClient } from '../../../conformance/audit/audit.ts';
import type { JournalLine } from '../../../conformance/audit/journal-line.ts';
import { auditHtmlOf } from '../../../conformance/audit/report/html.ts';
import { auditJunitOf } from '../../../conformance/audit/report/junit.ts';
import { auditMarkdownOf } from '../../../conformance/audit/report/markdown.ts';
import { auditTerminalOf } from '../../../conformance/audit/report/terminal.ts';
import type { AuditReport } from '../../../conformance/audit/report.ts';
import { readAuditSource } from '../../../conformance/audit/source/read-source.ts';
import { FileError } from '../../../specs/contract/problem.ts';
import { ticketOperation } from '../../support/file-ticket.ts';
import { journalOf } from './simulated-client.ts';

const tickiti = ticketOperation('tickiti').contract;

const [sample] = journalOf({
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

const read = (content: string, options = {}) => readAuditSource(fileOf(content), options);

async function refusalOf(content: string, options = {}): Promise<FileError> {
  const error = await read(content, options).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(FileError);
  return error;
}

async function auditOf(content: string): Promise<AuditReport> {
  const { contract, lines } = await read(content);
  return auditClient(contract, lines);
}

function verdicts({ rules }: AuditReport, wanted: string) {
  return rules.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
}

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
    const early = { ...sample, ended: '2001-01-01T00:00:00Z' };
    const report = await auditOf([unknown, early].map((line) => JSON.stringify(line)).join('\n'));
    expect(report.findings.map(({ rule }) => rule)).toContain('request/valid');
    expect(report.findings[0]?.actual).toBe(
      'POST /api/nothing is no operation; there are POST /api/create_ticket, POST /api/tickets/create',
    );
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

  it('of 100,000 requests is judged within seconds', () => {
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
    const begun = performance.now();
    const report = auditClient(tickiti, lines);
    expect(report).toMatchObject({ requests: 100_000, exitCode: 0 });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

function keyOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

const token = 'tk_live_5f1c2b7e9a';

/** An entry as a browser writes it, with what it likes to add. */
function entryOf(parts: { request?: object; response?: object } & Record<string, unknown> = {}) {
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

const harOf = (...entries: unknown[]) =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'Test', version: '1' }, entries } });

describe('a HAR file', () => {
  it('of a browser is judged, whatever else it has', async () => {
    const others = [
      entryOf({ request: { method: 'GET', url: 'https://cdn.example.com/app.js' } }),
      entryOf({ request: { method: 'GET', url: 'data:text/plain,hello' } }),
      entryOf({ request: { method: 'GET', url: 'about:blank' } }),
      entryOf({
        request: {
          method: 'OPTIONS',
          headers: [{ name: 'Access-Control-Request-Method', value: 'POST' }],
          postData: undefined,
        },
      }),
    ];
    expect(await auditOf(harOf(...others, entryOf()))).toMatchObject({
      requests: 1,
      intents: { all: 1, done: 1 },
      exitCode: 0,
      findings: [],
    });
  });

  it.each([
    [
      'no answer and an error of its own',
      { response: { status: 0, _error: 'net::ERR_ABORTED', content: {} } },
    ],
    [
      'no answer, as Playwright has it',
      { response: { status: -1, headers: [], content: { size: -1 } } },
    ],
    [
      'an answer in Base64',
      { response: { content: { text: btoa('{"ok":true}'), encoding: 'base64' } } },
    ],
    [
      'an answer without text',
      { response: { content: { size: 11, mimeType: 'application/json' } } },
    ],
    ['an answer without content', { response: { content: undefined } }],
    ['no body that was sent, only its size', { request: { postData: undefined } }],
    [
      'a body without text',
      { request: { postData: { mimeType: 'application/json', params: [] } } },
    ],
    [
      'no body, and no size but in a header',
      {
        request: {
          postData: undefined,
          bodySize: -1,
          headers: [
            { name: 'content-length', value: '200' },
            { name: 'idempotency-key', value: keyOf(1) },
          ],
        },
      },
    ],
    ['no time that it took', { time: undefined }],
    ['a time that it took of -1', { time: -1 }],
    [
      'names of headers in capitals',
      {
        request: {
          headers: [
            { name: 'CONTENT-TYPE', value: 'application/json; charset=UTF-8' },
            { name: 'IDEMPOTENCY-KEY', value: keyOf(1) },
          ],
        },
      },
    ],
  ])('may have %s', async (_, parts) => {
    expect(await auditOf(harOf(entryOf(parts)))).toMatchObject({ requests: 1, findings: [] });
  });

  it('passes over entries that are no exchange', async () => {
    const broken = [
      null,
      {},
      entryOf({ startedDateTime: 'now' }),
      entryOf({ request: { url: '/relative' } }),
      { ...entryOf(), response: undefined },
    ];
    expect(await auditOf(harOf(...broken, entryOf()))).toMatchObject({ requests: 1 });
    expect((await refusalOf(harOf(...broken))).message).toContain('no request to a provider');
  });

  it('tells who hung up', async () => {
    const report = await auditOf(
      harOf(
        entryOf({ response: { status: 0, _error: 'net::ERR_TIMED_OUT', content: {} } }),
        entryOf({ startedDateTime: '2026-11-22T09:00:01.000Z' }),
      ),
    );
    expect(verdicts(report, 'pass')).toEqual(
      expect.arrayContaining(['key/stable', 'retry/needed', 'load/timeout']),
    );
  });
});

describe('a secret', () => {
  const leaking = [
    entryOf({
      request: { url: `https://support.example.com/api/create_ticket?access_token=${token}` },
    }),
    entryOf({
      request: { url: 'https://support.example.com/api/create_ticket?api_key=another-4711' },
    }),
    entryOf({
      request: { postData: { text: sample.request.body.replace('{', `{"token":"${token}",`) } },
    }),
    entryOf({
      request: {
        postData: { text: sample.request.body.replace('{', '{"password":"hunter-\\"2",') },
      },
    }),
    entryOf({ request: { url: `https://support.example.com/api/create_ticket/${token}` } }),
  ];

  it('is in no report', async () => {
    const report = await auditOf(harOf(...leaking));
    expect(verdicts(report, 'fail')).toContain('secret/header-only');
    const outputs = [
      JSON.stringify(report),
      auditTerminalOf(report, { verbose: true }),
      auditJunitOf(report),
      auditMarkdownOf(report),
      auditHtmlOf(report),
    ];
    for (const output of outputs)
      for (const secret of [token, 'another-4711', 'hunter'])
        expect(output.includes(secret), `${secret} in ${output.slice(0, 60)}`).toBe(false);
  });

  it('is told by the place where it must not be', async () => {
    const told = await Promise.all(
      leaking.map(async (entry) => {
        const { findings } = await auditOf(harOf(entryOf(), entry));
        return findings.find(({ rule }) => rule === 'secret/header-only')?.actual;
      }),
    );
    expect(told).toEqual([
      'the parameter access_token of the URL holds a credential',
      'the parameter api_key of the URL holds a credential',
      'the body holds the credential; the body has a member token',
      'the body has a member password',
      'the path of the URL holds the credential',
    ]);
  });

  it('is not what people write about one, nor what a journal leaves out of a query', async () => {
    const body = sample.request.body.replace('is late', 'is late. Authorization: [redacted]');
    const request = { ...sample.request, body, size: Buffer.byteLength(body) };
    const inQuery = { ...sample.request, path: `${sample.request.path}?page=[redacted]` };
    for (const sent of [request, inQuery])
      expect((await auditOf(JSON.stringify({ ...sample, request: sent }))).findings).toEqual([]);
  });
});
