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
