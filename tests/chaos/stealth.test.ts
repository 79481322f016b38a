import { describe, expect, it } from 'vitest';
import { useDouble } from '../support/use-double.ts';
import { ask, mark } from './wire.ts';

const double = useDouble();

describe('stealth', () => {
  it.each([
    ['a failure', { trouble: 'server-error' }],
    ['too many requests', { trouble: 'rate-limit' }],
    ['a page', { trouble: 'gateway', status: 503 }],
    ['a page, later', { trouble: 'gateway', status: 504, after: true }],
    ['a body that breaks off', { trouble: 'truncated-body' }],
    ['a slow body', { trouble: 'slow-body', seconds: 0.01 }],
    ['no JSON', { trouble: 'invalid-json' }],
    ['a copy', { trouble: 'duplicate-delivery' }],
    ['a wrong clock', { trouble: 'clock-skew', seconds: 5 }],
    ['a new field', { trouble: 'unknown-field' }],
    ['a late answer', { trouble: 'latency', latency: { fixed: 1 } }],
  ] as const)('hides from the client, and not from the journal, %s', async (_what, rule) => {
    const client = await double.client('loop');
    await client.chaos({ rules: [rule], stealth: true });
    const { headers, status } = await ask(client);
    expect(status).toBeGreaterThan(0);
    expect(headers).not.toHaveProperty(mark);
    await expect.poll(() => client.journal(), { interval: 5 }).not.toEqual([]);
    const entry = (await client.journal()).at(-1);
    expect(entry).toMatchObject({ troubles: [rule.trouble] });
    expect(entry?.fault).toContain(rule.trouble);
    expect(JSON.stringify(entry?.answer.headers).toLowerCase()).not.toContain(mark);
  });
});

describe('a journal under chaos', () => {
  it('counts no clause as tried by a request that was never looked at', async () => {
    const client = await double.client('mava');
    const plain = await ask(client);
    await client.chaos({ rules: [{ trouble: 'rate-limit' }] });
    const limited = await ask(client);
    expect([plain.status, limited.status]).toEqual([201, 429]);
    const [first, second] = await client.journal();
    expect(first?.clauses).toContain('mava/rate-limit/90-per-30s');
    expect(second?.clauses.filter((id) => !id.includes('/errors/'))).toEqual([]);
  });
});
