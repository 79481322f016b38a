import { expect, it } from 'vitest';
import { auditClient } from '../../../conformance/audit/audit.ts';
import { ticketOperation } from '../../support/file-ticket.ts';
import { findingsOf, lineOf } from './sent.ts';

const key = '1f3c2d4e-0000-4000-8000-000000000001';

it('takes a retry for one however long the answer asked to wait', () => {
  const waited = [{ at: 0, status: 429, answerHeaders: { 'Retry-After': '600' } }, { at: 601 }];
  expect(findingsOf('mava', waited)).toEqual([]);
});

it('takes what comes with a new credential after a 401 for the same event', () => {
  const renewed = [
    { at: 0, status: 401, more: { credential: undefined } },
    { at: 0.5, more: { credential: 'harbor/primary' } },
  ];
  for (const provider of ['mava', 'tickiti', 'midlyr'] as const)
    expect(findingsOf(provider, renewed)).toEqual([]);
});

it('lets a refused request be put right under its key', () => {
  const { body } = ticketOperation('tickiti');
  const mended = [
    { at: 0, key, status: 422, body },
    { at: 60, key, body: { ...body, is_public: false } },
  ];
  expect(findingsOf('tickiti', mended)).toEqual([]);
});

it('only advises where a queue delivers once more what is done', () => {
  const delivered = [
    { at: 0, key },
    { at: 0.2, key },
  ];
  expect(findingsOf('tickiti', delivered)).toEqual(['warn retry/needed']);
});

it('asks no wait of an attempt that began before the other was answered', () => {
  const asked = { 'Retry-After': '5' };
  const together = [
    { at: 0, key, took: 0.1, status: 503, answerHeaders: asked },
    { at: 0.05, key, took: 0.1, status: 503, answerHeaders: asked },
    { at: 5.2, key },
  ];
  expect(findingsOf('tickiti', together)).toEqual([]);
});

it('does not blame a client for a limit that it kept', () => {
  const body = (nth: number) => ({ ...ticketOperation('mava').body, emailSubjectLine: `${nth}` });
  const few = Array.from({ length: 80 }, (_, nth) => ({ at: nth * 0.1, body: body(nth) }));
  const refused = { at: 9, status: 429, body: body(80) };
  expect(findingsOf('mava', [...few, refused], true)).toEqual([]);
  const many = Array.from({ length: 90 }, (_, nth) => ({ at: nth * 0.1, body: body(nth) }));
  expect(findingsOf('mava', [...many, { ...refused, at: 9.5 }], true)).toEqual(['fail load/limit']);
});

it('lets a client wait a minute, if it is the one that gives up', () => {
  const waited = { at: 0, took: 60.1, status: 0, more: { outcome: 'aborted' } };
  const client = { ...waited, more: { ...waited.more, hungUp: 'client' as const } };
  const server = { ...waited, more: { ...waited.more, hungUp: 'server' as const } };
  expect(findingsOf('mava', [client], true)).toEqual([]);
  expect(findingsOf('mava', [server], true)).toEqual(['fail load/timeout']);
});

it('counts one request at a time for a client that hung up, though the server knew it later', () => {
  const late = Array.from({ length: 20 }, (_, nth) => {
    const isLate = nth < 10;
    return {
      at: isLate ? 0 : 0.98,
      took: isLate ? 1 : 0.01,
      status: isLate ? 0 : 201,
      body: { ...ticketOperation('mava').body, emailSubjectLine: `${nth}` },
      more: isLate ? { hungUp: 'client' as const } : {},
    };
  });
  expect(findingsOf('mava', late, true)).toEqual([]);
});

it('takes a request that was sent on to another address for no attempt', () => {
  const sentOn = [{ at: 0, status: 308 }, { at: 0.1 }];
  expect(findingsOf('mava', sentOn)).toEqual([]);
  const elsewhere = { request: { ...lineOf('tickiti', { at: 0, key }).request, path: '/moved' } };
  expect(
    findingsOf('tickiti', [
      { at: 0, status: 307, key, more: elsewhere },
      { at: 0.1, key },
    ]),
  ).toEqual([]);
});

it('says nothing of uploads that were cut off before anybody had read them', () => {
  const cut = (at: number, own: string) => {
    const { request } = lineOf('tickiti', { at, key: own });
    const unread = { request: { ...request, body: '', size: 90 }, hungUp: 'client' as const };
    return { at, key: own, status: 0, more: unread };
  };
  const other = '1f3c2d4e-0000-4000-8000-000000000002';
  expect(findingsOf('tickiti', [cut(0, key), cut(0.1, other)], true)).toEqual([]);
});

it('tells no secret in the words of a finding either', () => {
  const path = '/nowhere?access_token=abcdef123';
  const lines = [
    {
      at: 0,
      more: { operation: undefined, request: { ...lineOf('mava', { at: 0 }).request, path } },
    },
    { at: 1, body: { tags: [{ password: 'hunter2-secret' }] } },
  ].map((sent) => lineOf('mava', sent));
  const report = auditClient(ticketOperation('mava').contract, lines);
  expect(report.findings.length).toBeGreaterThan(1);
  expect(JSON.stringify(report)).not.toMatch(/abcdef123|hunter2/);
});

it('lets a client go by the status where the body is not what it should be', () => {
  const { body, size } = { body: '{"ok":tr', size: 60 };
  const garbled = { at: 0, key, status: 200, more: { answer: { status: 200, headers: {}, body } } };
  const cut = {
    at: 0,
    key,
    more: { hungUp: 'server', outcome: 'accepted', troubles: ['truncated-body'] } as const,
  };
  const kept = { at: 0, key, more: { answer: { status: 200, headers: {}, body, size } } };
  for (const one of [garbled, cut, kept]) expect(findingsOf('tickiti', [one])).toEqual([]);
  const lost = { at: 0, key, more: { hungUp: 'server', outcome: 'accepted' } as const };
  expect(findingsOf('tickiti', [lost])).toEqual(['fail outcome/known']);
});

it('does not take one of two events that are alike for a retry of the other', () => {
  const asked = { 'Retry-After': '5' };
  const alike = [
    { at: 0, took: 0.2, status: 429, answerHeaders: asked },
    { at: 0.1, took: 0.2, status: 429, answerHeaders: asked },
    { at: 0.4, took: 0.1, status: 429, answerHeaders: asked },
    { at: 6, took: 0.1 },
  ];
  expect(findingsOf('loop', alike)).toEqual([]);
});

it('takes the time of sending in a body for no other event', () => {
  const sentAt = (second: number) => ({
    ...ticketOperation('supportdesk').body,
    metadata: { sentAt: `2026-11-22T09:00:0${second}.120Z` },
  });
  const again = [
    { at: 0, status: 429, body: sentAt(0) },
    { at: 1.5, body: sentAt(1) },
  ];
  expect(findingsOf('supportdesk', again)).toEqual([]);
});

it('only advises where a pool is larger than usual', () => {
  const { body } = ticketOperation('mava');
  const pool = Array.from({ length: 48 }, (_, nth) => ({
    at: Math.floor(nth / 12) * 0.2 + (nth % 12) * 0.01,
    took: 0.2,
    body: { ...body, emailSubjectLine: `${nth}` },
  }));
  expect(findingsOf('mava', pool)).toEqual(['warn load/concurrency']);
});
