import { describe, expect, it } from 'vitest';
import { auditOf, entryOf, harOf, keyOf, refusalOf, verdicts } from './journal-files.ts';

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
  });

  it('without an entry that can be judged is refused, and says what an entry needs', async () => {
    const { message } = await refusalOf(harOf(entryOf({ startedDateTime: 'now' }), {}));
    expect(message).toContain('none of its 2 entries is one with a request.url');
    expect(message).toContain('startedDateTime');
    expect((await refusalOf('{"log":{}}')).message).toContain('it is HAR, and has no log.entries');
    expect((await refusalOf(harOf())).message).toContain('no request to a provider');
  });

  it('may have the operations below any path, as they are where a gateway stands before them', async () => {
    const url = 'https://gateway.example.com/support/v7/api/create_ticket';
    expect(await auditOf(harOf(entryOf({ request: { url } })))).toMatchObject({ findings: [] });
  });

  it('is judged by what went where the operations are, and by no page of the same server', async () => {
    const page = (path: string, status: number) =>
      entryOf({
        request: { method: 'GET', url: `https://support.example.com${path}` },
        response: { status },
      });
    const pages = [page('/', 200), page('/favicon.ico', 404), page('/app/tickets', 404)];
    expect(await auditOf(harOf(...pages, entryOf()))).toMatchObject({ requests: 1, findings: [] });
    const strayed = await auditOf(harOf(page('/api/create_tickets', 404), entryOf()));
    expect(verdicts(strayed, 'fail')).toEqual(['request/valid']);
  });

  it('may tell a form by its fields, or of an upload nothing but that it was one', async () => {
    const form = (nth: number, params: readonly object[]) =>
      entryOf({
        startedDateTime: `2026-11-22T09:00:0${nth}.000Z`,
        request: {
          headers: [{ name: 'Idempotency-Key', value: keyOf(nth) }],
          bodySize: -1,
          postData: { mimeType: 'application/x-www-form-urlencoded', params },
        },
      });
    for (const [first, second] of [
      [[{ name: 'a', value: '1' }], [{ name: 'a', value: '2' }]],
      [[{ name: 'a', fileName: 'a.txt' }], [{ name: 'a', fileName: 'b.txt' }]],
    ] as const) {
      const { findings } = await auditOf(harOf(form(1, first), form(2, second)));
      expect(findings.map(({ rule }) => rule)).not.toContain('outcome/one-ticket');
    }
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
