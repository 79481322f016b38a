import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Report, runConformance, type Verdict } from '../../conformance/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { type Prism, startPrism } from '../support/prism.ts';

/** A mock without state: it knows what answers look like, and nothing of what came before. */
describe("the suite over Prism's mock of midlyr", () => {
  const contract = loadProvider('midlyr');
  let prism: Prism;
  let report: Report;
  beforeAll(async () => {
    prism = await startPrism('mock', contract.file);
    const target = {
      provider: 'midlyr',
      baseUrl: prism.address,
      credentials: {
        primary: { tenant: 'team', header: 'Authorization', value: 'Bearer any-key' },
      },
      tenants: [{ id: 'team', settings: {}, entities: {} }],
      may: { exhaustRateLimit: false, useUpQuota: false, createTickets: 1000 },
    };
    const clauses = ['idempotency', 'response', 'scenario'].map((part) => `midlyr/${part}/*`);
    report = await runConformance(contract, target, {
      seed: 1,
      marker: 'prism',
      clauses,
      phases: ['preflight', 'examples', 'sequences'],
    });
  }, 60_000);
  afterAll(() => prism.stop());

  const verdictOf = (id: string): Verdict | undefined =>
    report.clauses.find((clause) => clause.id === id)?.verdict;

  it.each([
    'midlyr/idempotency/created-false',
    'midlyr/idempotency/without-key',
    'midlyr/response/external-ref-echo',
  ])('fails what needs a memory: %s', (id) => {
    expect(verdictOf(id)).toBe('fail');
  });

  it.each(['midlyr/response/ticket-id', 'midlyr/response/created'])('passes shapes: %s', (id) => {
    expect(verdictOf(id)).toBe('pass');
  });
});
