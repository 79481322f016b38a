// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how cases name secrets
import { describe, expect, it } from 'vitest';
import type { Case } from '../../conformance/generate/case.ts';
import { sendCases } from '../../conformance/index.ts';
import type { CaseResult } from '../../conformance/send/result.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { useDouble } from '../support/use-double.ts';
import { accepted, caseOf, post, refused, streamOf } from './sample-cases.ts';

const double = useDouble();

/** What each case comes to at a double, in a sandbox of its own. */
async function verdictsAt(provider: Provider, cases: readonly Case[]) {
  const target = await targetOfDouble(double.address, provider);
  const results = new Map<string, CaseResult>();
  const summary = await sendCases(loadProvider(provider), target, streamOf(cases), {
    onEvent: (event) => event.type === 'result' && results.set(event.result.id, event.result),
  });
  await target.controls?.release?.();
  return { summary, results, verdicts: cases.map(({ id }) => results.get(id)?.verdict) };
}

const mava = (id: string, body: unknown, options: Parameters<typeof post>[2] = {}): Case =>
  caseOf(
    id,
    [post('/api/ticket', body, { headers: inToken('${DOUBLECHECK_PRIMARY}'), ...options })],
    {
      provider: 'mava',
    },
  );

const inToken = (value: string) => ({ 'x-auth-token': value });

const ticket = {
  customer: { email: 'new@send.example' },
  subject: 'Locked out',
  message: { content: 'I cannot log in.' },
};

describe('a case', () => {
  it('passes with what is expected, warns with what is allowed alone, and fails with the rest', async () => {
    const unexpected = { allowed: [{ status: '2xx' }], expected: [{ status: 200 }] } as const;
    const { verdicts, summary } = await verdictsAt('midlyr', [
      accepted('by status'),
      accepted('by class', { allowed: [{ status: '2xx' }] }),
      accepted('otherwise', unexpected),
      accepted('not allowed', { allowed: [{ status: '4xx' }] }),
      refused('with its code', { allowed: [{ status: 400, code: 'invalid_request' }] }),
      refused('with another code'),
    ]);
    expect(verdicts).toEqual(['pass', 'pass', 'warn', 'fail', 'pass', 'fail']);
    expect(summary.counts).toEqual({ pass: 3, warn: 1, fail: 2, inconclusive: 0, unsent: 0 });
    expect(summary).toMatchObject({ cases: 6, requests: 6, before: 0, provider: 'midlyr' });
  });

  it('tells what is allowed, what came, and a request that can be sent again', async () => {
    const { results } = await verdictsAt('midlyr', [refused('m')]);
    expect(results.get('m')).toMatchObject({
      status: [400],
      reason: '400 invalid_request; allowed is 400 validation_failed',
      violation: { pointer: '/scenario' },
      shown: { allowed: ['400 validation_failed'], status: 400, number: 1 },
    });
    expect(results.get('m')?.shown?.curl).toContain('"authorization: ${DOUBLECHECK_PRIMARY}"');
  });

  it('is sent with secrets in their forms, in headers and, percent-encoded, in paths', async () => {
    const unauthorized = { allowed: [{ status: 401, code: 'UNAUTHORIZED' }] } as const;
    const { verdicts } = await verdictsAt('mava', [
      mava('whole', ticket, { allowed: [{ status: 201 }] }),
      mava('shorter', ticket, {
        headers: inToken('${DOUBLECHECK_PRIMARY__SHORTER}'),
        ...unauthorized,
      }),
      mava('no variable', ticket, { headers: inToken('$${DOUBLECHECK_PRIMARY}'), ...unauthorized }),
    ]);
    expect(verdicts).toEqual(['pass', 'pass', 'pass']);
  });

  it('is not sent where the target lacks its role', async () => {
    const { results, summary } = await verdictsAt('midlyr', [
      accepted('m', { headers: { authorization: '${DOUBLECHECK_READ_ONLY}' } }),
    ]);
    expect(summary.requests).toBe(0);
    expect(results.get('m')).toMatchObject({
      verdict: 'unsent',
      reason: 'the target has no credential for DOUBLECHECK_READ_ONLY',
    });
  });

  it('of several steps is as its worst, and goes no further than what is not allowed', async () => {
    const headers = {
      authorization: '${DOUBLECHECK_PRIMARY}',
      'idempotency-key': '3f2b8c1e-6a4d-4e0b-9d57-0c2f1a7b5e64',
    };
    const body = (subject: string) => ({
      originator_email_address: 'ines@trailblazers-club.example',
      data: { subject, content: 'Both laces end early.' },
    });
    const step = (subject: string, status: number, own: object = {}) =>
      post('/api/create_ticket', body(subject), { headers, allowed: [{ status }], ...own });
    const tickiti = (id: string, steps: Case['steps']) =>
      caseOf(id, steps, { provider: 'tickiti' });
    const { results, verdicts, summary } = await verdictsAt('tickiti', [
      tickiti('conflict, and a day later none', [
        step('a', 200),
        step('b', 409, { allowed: [{ status: 409, code: 'idempotency_key_conflict' }] }),
        step('b', 200, { wait: 24 * 3600 + 60 }),
      ]),
      tickiti('stopped', [
        step('b', 200, { expected: [{ status: 201 }] }),
        step('c', 200, { title: 'with another payload' }),
        step('b', 200),
      ]),
    ]);
    expect(verdicts).toEqual(['pass', 'fail']);
    expect(results.get('stopped')).toMatchObject({
      status: [200, 409],
      shown: { number: 2, title: 'with another payload' },
    });
    expect(summary.requests).toBe(5);
  });

  it('is sent within the limit, which is waited out where the clock can be moved', async () => {
    const many = Array.from({ length: 130 }, (_, index) =>
      mava(`${index}`, ticket, { allowed: [{ status: 201 }] }),
    );
    const { summary } = await verdictsAt('mava', many);
    expect(summary.counts.pass).toBe(130);
  });

  it('has its body made of bytes and of repeated parts when it is sent', async () => {
    const parts = [
      { text: '{"scenario":"generic","content":{"type":"text","text":"', times: 1 },
      { text: 'ab', times: 1000 },
      { text: '"}}', times: 1 },
    ];
    const base64 = Buffer.from([0x7b, 0xff, 0x7d]).toString('base64');
    const at = '/api/v1/events';
    const { verdicts } = await verdictsAt('midlyr', [
      caseOf('parts', [post(at, { parts }, { allowed: [{ status: 201 }] })]),
      caseOf('bytes', [post(at, { base64 }, { allowed: [{ status: 400 }] })]),
    ]);
    expect(verdicts).toEqual(['pass', 'pass']);
  });
});
