import { describe, expect, it } from 'vitest';
import { runConformance } from '../../conformance/index.ts';
import type { Target } from '../../conformance/target/target.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import type { OtherServer } from '../other-servers/other-server.ts';

type Module = {
  start(variant: string): Promise<OtherServer>;
  readonly variants: readonly string[];
};

const servers = await Promise.all(
  providers.map(async (provider) => {
    const module: Module = await import(`../other-servers/${provider}.ts`);
    return module.variants.map((variant) => ({ provider, variant, module }));
  }),
);

function targetOf(server: OtherServer): Target {
  return {
    provider: server.provider,
    baseUrl: server.baseUrl,
    credentials: server.credentials,
    tenants: server.tenants as Target['tenants'],
    may: { exhaustRateLimit: true, useUpQuota: true, createTickets: 100_000 },
    controls: { advance: async (seconds) => server.advance(seconds) },
  };
}

describe.each(servers.flat())(
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
