import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConformance } from '../../conformance/index.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { createDouble, type Double } from '../../mock-server/double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { bodyTimeout } from '../support/judge.ts';
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
  it(`with the seed ${seed}, and again over all that the first run left`, {
    timeout: 120_000,
  }, async () => {
    const { controls, ...target } = await targetOfDouble(url, provider);
    const limits = { bodyTimeout: bodyTimeout / 1000 };
    const first = await runConformance(contract, { ...target, controls, limits }, { seed });
    const others = first.clauses.filter(
      ({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable',
    );
    expect(others).toEqual([]);
    expect(first.findings).toEqual([]);
    expect(first.exitCode).toBe(0);
    expect(first.requests).toBeLessThanOrEqual(3000);

    const { reset: _, ...withoutReset } = controls ?? {};
    const again = await runConformance(contract, { ...target, controls: withoutReset }, { seed });
    expect(again.findings).toEqual([]);
    await controls?.release?.();
  });
});
