import { describe, expect, it } from 'vitest';
import { runConformance } from '../../conformance/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { otherServers, targetOf } from '../support/other-servers.ts';
import { someOf } from '../support/some-of.ts';

describe.each(someOf(otherServers, 2))(
  '$provider as $variant, which honours the document',
  ({ provider, variant, module }) => {
    it('fails no clause', { timeout: 60_000 }, async () => {
      const server = await module.start(variant);
      try {
        const report = await runConformance(loadProvider(provider), targetOf(server), {
          seed: 2026,
          marker: 'others',
        });
        expect(report.findings.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
        expect(report.exitCode).toBe(0);
        const count = (verdict: string) =>
          report.clauses.filter((clause) => clause.verdict === verdict).length;
        // It chose differently wherever it could, and all of that shows as warnings.
        expect(count('warn')).toBeGreaterThan(5);
        expect(count('pass')).toBeGreaterThan(count('inconclusive') * 3);
      } finally {
        await server.close();
      }
    });
  },
);
