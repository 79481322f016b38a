import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditClient } from '../../../conformance/audit/audit.ts';
import type { AuditReport } from '../../../conformance/audit/report.ts';
import type { ChaosOptions } from '../../../mock-server/chaos/read-chaos.ts';
import { providers } from '../../../specs/contract/providers.ts';
import { ticketOperation } from '../../support/file-ticket.ts';
import { mapInParallel } from '../../support/map-in-parallel.ts';
import { runClient, shopEvents } from '../../support/scripted-client.ts';
import { seed } from '../../support/seed.ts';
import { useDouble } from '../../support/use-double.ts';
import { journalOf, type Manner } from './simulated-client.ts';

const manners = fc.record<Manner>({
  provider: fc.constantFrom(...providers),
  seed: fc.nat(),
  events: fc.integer({ min: 1, max: 30 }),
  workers: fc.integer({ min: 1, max: 5 }),
  attempts: fc.constantFrom(1, 2, 3, 5, 8, 10),
  backOff: fc.constantFrom('full', 'equal', 'decorrelated'),
  pause: fc.constantFrom([100, 1_000], [200, 5_000], [500, 10_000], [1_000, 30_000]),
  trouble: fc.constantFrom(0, 0.1, 0.4, 0.8, 1),
  retryAfter: fc.constantFrom('none', 'seconds', 'date'),
  skew: fc.constantFrom(0, -90_000, 90_000, 3),
  clock: fc.constantFrom('runs', 'stands', 'is moved'),
  isAtLeastOnce: fc.boolean(),
  isBatch: fc.constant(false),
  isExpired: fc.boolean(),
});

function failuresOf({ findings }: AuditReport) {
  return findings
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ rule, actual, evidence }) => ({ rule, actual, evidence }));
}

/** Nobody is accused of what is good, whatever its manner. */
function expectNoFailure(manner: Manner) {
  const { lines, reported } = journalOf(manner);
  const report = auditClient(ticketOperation(manner.provider).contract, lines, { reported });
  expect(failuresOf(report)).toEqual([]);
}

describe('a client that is good in its own manner is never said to break a rule', () => {
  it('at any provider, with any back-off, trouble and clock', () => {
    fc.assert(
      fc.property(
        // Without keys, who is told twice has to remember; that is another client.
        manners.map((manner) => ({
          ...manner,
          isAtLeastOnce: manner.isAtLeastOnce && ['tickiti', 'midlyr'].includes(manner.provider),
        })),
        expectNoFailure,
      ),
      { seed, numRuns: 1_000 },
    );
  });

  it('when it files a batch of one text under many references', () => {
    fc.assert(
      fc.property(
        manners.map((manner) => ({ ...manner, provider: 'midlyr' as const, isBatch: true })),
        expectNoFailure,
      ),
      { seed, numRuns: 300 },
    );
  });

  const double = useDouble();

  it('at a double, under every profile', async () => {
    const profiles = ['flaky', 'storm', 'outage', 'lossy'] as const;
    const runs = fc.sample(
      fc.record({
        provider: fc.constantFrom(...providers),
        profile: fc.constantFrom(...profiles),
        events: fc.integer({ min: 1, max: 6 }),
        workers: fc.integer({ min: 1, max: 5 }),
        attempts: fc.constantFrom(1, 2, 5),
        seed: fc.nat(),
      }),
      { seed, numRuns: 30 },
    );
    const failed = await mapInParallel(10, runs, async (run) => {
      const { provider, profile, events, workers, attempts } = run;
      const client = await double.client(provider);
      const hang = { trouble: 'lost-answer', how: 'hang', patience: 0.3, first: 1 } as const;
      const chaos: ChaosOptions = { profile, seed: run.seed, rules: [hang] };
      await client.chaos(chaos);
      const undone = await runClient(client.target, shopEvents(events), {
        workers,
        attempts,
        timeout: 1_000,
        pause: [100, 400],
      });
      const report = auditClient(ticketOperation(provider).contract, await client.journal(), {
        reported: undone.length > 0,
      });
      return failuresOf(report).map((failure) => ({ run, failure }));
    });
    expect(failed.flat()).toEqual([]);
  });
});
