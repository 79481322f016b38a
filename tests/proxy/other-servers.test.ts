import { describe, expect, it } from 'vitest';
import { runConformance } from '../../conformance/index.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { otherServers, targetOf } from '../support/other-servers.ts';
import { someOf } from '../support/some-of.ts';
import { clausesThat, proxyBefore } from './support.ts';

/** Everything that the suite sends passes: what is right, what is wrong, repeated, hostile and too often. */
describe.each(someOf(otherServers, 6))(
  'before $provider, $variant',
  ({ provider, variant, module }) => {
    it('nothing of what passes fails a server that chooses otherwise where the document is silent', {
      timeout: 60_000,
    }, async () => {
      const server = await module.start(variant);
      try {
        const target = targetOf(server);
        const proxy = await proxyBefore(target.baseUrl, { provider });
        const behind = { ...target, baseUrl: proxy.address };
        const options = { seed: 1, marker: 'passing' };
        const { clauses } = await runConformance(loadProvider(provider), behind, options);
        const outcome = await proxy.close();
        expect(clauses.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
        expect(clausesThat(outcome, 'fail')).toEqual([]);
        expect(clausesThat(outcome, 'pass').length).toBeGreaterThan(0);
        expect(outcome.report.stopped).toBeUndefined();
      } finally {
        await server.close();
      }
    });
  },
);
