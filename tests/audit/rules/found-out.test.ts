import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditClient } from '../../../conformance/audit/audit.ts';
import type { Provider } from '../../../specs/contract/providers.ts';
import { ticketOperation } from '../../support/file-ticket.ts';
import { findingsOf, lineOf, type Sent } from './sent.ts';

const uuid = (nth: number) => `1f3c2d4e-0000-4000-8000-${String(nth).padStart(12, '0')}`;

/** So many events, one after the other: what is sent for each, with the body of its own. */
function events(
  provider: Provider,
  count: number,
  attempts: (nth: number, body: Readonly<Record<string, unknown>>) => readonly Sent[],
): readonly Sent[] {
  return Array.from({ length: count }, (_, nth) => {
    const body = { ...ticketOperation(provider).body, ...subject[provider]?.(`event ${nth}`) };
    return attempts(nth, body).map((sent) => ({ ...sent, at: sent.at + nth * 20 }));
  }).flat();
}

const subject: Partial<Record<Provider, (text: string) => Record<string, unknown>>> = {
  tickiti: (text) => ({ data: { subject: text, content: text } }),
  midlyr: (text) => ({ content: { type: 'text', text } }),
  mava: (text) => ({ emailSubjectLine: text }),
  supportdesk: (text) => ({ subject: text }),
};

const unanswered = { status: 0, more: { hungUp: 'server' } } as const;

describe('a client that builds its request anew for each attempt', () => {
  const rebuilt = (at: number, nth: number, body: Readonly<Record<string, unknown>>) => ({
    at,
    key: uuid(2 * nth + at),
    body: { ...body, data: { ...(body.data as object), sentAt: `2026-11-22T09:0${nth}:0${at}Z` } },
  });

  it('is found out by what differs only by a key and a time', () => {
    const sent = events('tickiti', 3, (nth, body) => [
      { ...rebuilt(0, nth, body), more: { hungUp: 'server', outcome: 'accepted' } },
      { ...rebuilt(1, nth, body), more: { outcome: 'accepted' } },
    ]);
    expect(findingsOf('tickiti', sent)).toEqual([
      'fail key/stable',
      'fail retry/same-payload',
      'fail outcome/one-ticket',
    ]);
  });

  it('is not taken for one that has as many alerts that differ by a time alone', () => {
    const sent = events('tickiti', 3, (nth, body) => [
      rebuilt(0, nth, body),
      rebuilt(1, nth, body),
    ]);
    expect(findingsOf('tickiti', sent)).toEqual([]);
  });
});

describe('a client that makes a new key when it is told of a replay', () => {
  const replay = {
    status: 200,
    more: { outcome: 'replayed', answer: { status: 200, headers: {}, body: '{"created":false}' } },
  };
  it('is found out, whether the key is made up or readable', () => {
    for (const keyOf of [() => randomUUID(), (nth: number, again = '') => `order-${nth}${again}`]) {
      const sent = events('midlyr', 3, (nth, body) => {
        const first = { ...body, externalRef: keyOf(nth) };
        return [
          { at: 0, body: first, status: 0, more: { hungUp: 'server', outcome: 'accepted' } },
          { at: 1, body: first, ...replay },
          {
            at: 2,
            body: { ...body, externalRef: keyOf(nth, '-b') },
            more: { outcome: 'accepted' },
          },
        ];
      });
      expect(findingsOf('midlyr', sent)).toContain('fail answer/replay-accepted');
    }
  });

  it('or reports a failure, is advised', () => {
    const sent = events('midlyr', 1, (_, body) => [
      { at: 0, body, status: 0, more: { hungUp: 'server', outcome: 'accepted' } },
      { at: 1, body, ...replay },
    ]);
    expect(findingsOf('midlyr', sent, true)).toEqual(['warn answer/replay-accepted']);
    expect(findingsOf('midlyr', sent)).toEqual([]);
  });
});

describe('who only looks on, and does not know what a silent server has done,', () => {
  it('advises against repeating without a key', () => {
    const sent = events('mava', 1, (_, body) => [
      { at: 0, body, ...unanswered },
      { at: 1, body },
    ]);
    expect(findingsOf('mava', sent)).toEqual(['warn outcome/one-ticket']);
  });

  it('counts what a server answered for made, though the client was gone', () => {
    const sent = events('mava', 1, (_, body) => [
      { at: 0, body, more: { hungUp: 'client' } },
      { at: 1, body },
    ]);
    expect(findingsOf('mava', sent)).toEqual(['fail outcome/one-ticket']);
  });

  it('has nothing against it under one key', () => {
    const key = uuid(1);
    const sent = events('tickiti', 1, (_, body) => [
      { at: 0, key, body, ...unanswered },
      { at: 1, key, body },
    ]);
    expect(findingsOf('tickiti', sent)).toEqual([]);
  });
});

it('that retries end shows where a client gave up, and not where it was done before', () => {
  const verdictOf = (sent: readonly Sent[]) =>
    auditClient(
      ticketOperation('tickiti').contract,
      sent.map((one) => lineOf('tickiti', one)),
      { reported: true },
    ).rules.find(({ id }) => id === 'retry/bounded')?.verdict;
  const [failed, again] = [0, 1].map((at) => ({ at, key: uuid(1), status: 503 })) as [Sent, Sent];
  expect(verdictOf([failed, { ...again, status: 200 }])).toBe('inconclusive');
  expect(verdictOf([failed, again])).toBe('pass');
});

it('an answer that comes late is no wait for the next attempt', () => {
  const at = (second: number) => new Date(Date.parse('2026-11-22T09:00:00Z') + second * 1000);
  const asked = (second: number, took: number, more: object): Sent => ({
    at: second,
    took,
    key: uuid(1),
    more: { at: at(second + took).toISOString(), ...more },
  });
  for (const outcome of ['failed', undefined]) {
    const late = asked(0, 2.4, {
      outcome,
      answer: { status: 429, headers: { 'retry-after': '2' }, body: '' },
    });
    const hasty = asked(2.5, 0.01, { outcome: outcome && 'accepted' });
    expect(findingsOf('tickiti', [late, hasty])).toEqual(['fail back-off/retry-after']);
  }
});

it('events that differ by a number are not one, however much it looks like a time', () => {
  const lost = events('tickiti', 5, (nth, body) => [
    {
      at: 0,
      key: uuid(nth),
      status: 503,
      body: { ...body, data: { subject: `order ${1_000_000_471 + nth}`, content: 'late' } },
    },
  ]);
  const done = {
    at: 200,
    key: uuid(9),
    body: {
      ...ticketOperation('tickiti').body,
      data: { subject: 'order 1000000500', content: 'late' },
    },
  };
  const { findings } = auditClient(
    ticketOperation('tickiti').contract,
    [...lost, done].map((one) => lineOf('tickiti', one)),
    { reported: false },
  );
  expect(findings.map(({ rule, occurrences }) => [rule, occurrences])).toEqual([
    ['outcome/known', 5],
  ]);
});

describe('what was not looked at', () => {
  const verdictOf = (sent: Sent) =>
    auditClient(ticketOperation('tickiti').contract, [lineOf('tickiti', sent)]).rules.find(
      ({ id }) => id === 'request/valid',
    )?.verdict;
  const { request } = lineOf('tickiti', { at: 0, key: uuid(1) });

  it('is no pass: a body that was cut, or that is too deep for anybody', () => {
    const cut = { ...request, body: request.body.slice(0, 9) };
    expect(verdictOf({ at: 0, more: { request: cut } })).toBe('inconclusive');
    const deep = '['.repeat(7_000) + ']'.repeat(7_000);
    const nested = { ...request, body: deep, size: deep.length };
    expect(verdictOf({ at: 0, more: { request: nested } })).toBe('inconclusive');
    const badKey = { ...cut, headers: { ...cut.headers, 'idempotency-key': '7' } };
    expect(verdictOf({ at: 0, more: { request: badKey } })).not.toBe('pass');
  });

  it('is what else a server has, where it answers to it', () => {
    const elsewhere = { ...request, method: 'GET', path: '/api/tickets/7' };
    const stray = (status: number) =>
      verdictOf({ at: 0, status, more: { operation: undefined, request: elsewhere } });
    expect(stray(200)).toBe('inconclusive');
    expect(stray(404)).toBe('fail');
  });
});

it('a thousand waits that do not grow are told in a line', () => {
  const sent = Array.from({ length: 1_000 }, (_, nth) => ({ at: nth, key: uuid(1), status: 503 }));
  const { findings } = auditClient(
    ticketOperation('tickiti').contract,
    sent.map((one) => lineOf('tickiti', one)),
    { reported: true },
  );
  const growth = findings.find(({ rule }) => rule === 'back-off/grows');
  expect(growth?.actual.length).toBeLessThan(200);
  expect(growth?.evidence).toHaveLength(999);
});
