import { describe, expect, it } from 'vitest';
import { generateCases } from '../../conformance/generate/generate.ts';
import type { GenerateOptions } from '../../conformance/generate/options.ts';
import { sendCases } from '../../conformance/index.ts';
import type { CaseResult } from '../../conformance/send/result.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { someOf } from '../support/some-of.ts';
import { useDouble } from '../support/use-double.ts';

/** The whole plan with one seed; with another what comes first, and random cases. */
const rounds: GenerateOptions[][] = [
  [{ seed: 1 }],
  [
    { seed: 2 ** 31 - 1, count: 100 },
    { seed: 77, count: 150, kinds: ['boundary'] },
  ],
];

const double = useDouble();

describe.each(someOf(providers, 2))('the double of %s answers', (provider) => {
  it.each(rounds)('every case as it is labelled (%j)', async (...all) => {
    const contract = loadProvider(provider);
    for (const options of all) {
      const target = await targetOfDouble(double.address, provider);
      const cases = await generateCases(contract, target, options);
      const otherwise: CaseResult[] = [];
      const { counts } = await sendCases(contract, target, cases, {
        onEvent: (event) =>
          event.type === 'result' &&
          event.result.verdict !== 'pass' &&
          otherwise.push(event.result),
      });
      await target.controls?.release?.();
      expect(otherwise.map(({ id, verdict, shown }) => ({ id, verdict, shown }))).toEqual([]);
      expect(counts.pass).toBe(options.count ?? cases.plan.length);
    }
  });
});
