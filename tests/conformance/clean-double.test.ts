import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConformance } from '../../conformance/index.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { createDouble, type Double } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { bodyTimeout, judgeDouble } from '../support/judge.ts';
import { seed } from '../support/seed.ts';

let double: Double;
let url: string;

beforeAll(async () => {
  double = await createDouble({ bodyTimeout });
  url = await double.listen();
});
afterAll(() => double.close());

describe.concurrent.each(providers)('the double of %s passes its own suite', (provider) => {
  const contract = loadProvider(provider);
  it(`with the seed ${seed}`, { timeout: 120_000 }, async () => {
    const report = await judgeDouble(url, contract, { seed });
    const others = report.clauses.filter(
      ({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable',
    );
    expect(others).toEqual([]);
    expect(report.findings).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(report.requests).toBeLessThanOrEqual(3000);
  });

  it('also with the same seed again, over all that the first run left', {
    timeout: 120_000,
  }, async () => {
    const { controls, ...target } = await targetOfDouble(url, provider);
    const { reset: _, ...others } = controls ?? {};
    for (let run = 0; run < 2; run++) {
      const report = await runConformance(contract, { ...target, controls: others }, { seed: 1 });
      expect(report.findings).toEqual([]);
    }
    await controls?.release?.();
  });
});
