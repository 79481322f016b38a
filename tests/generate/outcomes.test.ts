import { describe, expect, it } from 'vitest';
import { generateCases } from '../../conformance/generate/generate.ts';
import { sendCases } from '../../conformance/index.ts';
import type { CaseResult } from '../../conformance/send/result.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { useDouble } from '../support/use-double.ts';

/** The plan with one seed, and with the others a part of it with random cases behind. */
const rounds = [
  { seed: 1, count: undefined },
  { seed: 2 ** 31 - 1, count: 300 },
];

const double = useDouble();

describe.each(providers)('the double of %s answers', (provider) => {
  it.each(rounds)('every case as it is labelled, with the seed $seed', async ({ seed, count }) => {
    const contract = loadProvider(provider);
    const target = await targetOfDouble(double.address, provider);
    const plan = await generateCases(contract, target, { seed });
    const cases =
      count === undefined
        ? plan
        : await generateCases(contract, target, { seed, count: plan.plan.length + count });
    const otherwise: CaseResult[] = [];
    const { counts } = await sendCases(contract, target, cases, {
      onEvent: (event) =>
        event.type === 'result' && event.result.verdict !== 'pass' && otherwise.push(event.result),
    });
    await target.controls?.release?.();
    expect(otherwise.map(({ id, verdict, shown }) => ({ id, verdict, shown }))).toEqual([]);
    expect(counts.pass).toBeGreaterThanOrEqual(plan.plan.length);
  });
});
