import { beforeAll, describe, it } from 'vitest';
import { loadProvider } from '../specs/contract/load.ts';
import { isProvider } from '../specs/contract/providers.ts';
import type { Contract } from '../specs/contract/types.ts';
import { demandOptions } from './demand-options.ts';
import { testOf } from './report/clause-test.ts';
import type { Report } from './report/report.ts';
import { runConformance } from './run.ts';
import type { RunOptions } from './run-options.ts';
import { openTarget } from './target/open-target.ts';
import type { Target } from './target/target.ts';

export interface ClauseTestOptions extends RunOptions {
  /** For the whole run, in milliseconds; two minutes by default. */
  readonly runTimeout?: number;
}

/**
 * Makes a vitest test of each clause of a built-in contract: one run judges the target, then each test
 * passes, fails with the finding, or is skipped with the reason why the clause was not exercised.
 *
 * @param target a URL of a double's, the name of a target file, or what makes a target when the tests begin.
 * @throws OptionError for options that make no sense.
 * @example
 * describeConformance('mava', './staging.yaml', { seed: 7 });
 */
export function describeConformance(
  provider: string,
  target: string | (() => Promise<Target>),
  options: ClauseTestOptions = {},
): void {
  if (!isProvider(provider)) throw new Error(`there is no built-in contract named "${provider}"`);
  const contract = loadProvider(provider);
  demandOptions(contract, options);
  let report: Report;
  describe(`${contract.document.info.title} honours its document`, () => {
    beforeAll(async () => {
      report = await run(contract, target, options);
    }, options.runTimeout ?? 120_000);

    for (const { id, text } of contract.clauses.values()) {
      it(`${id}: ${text}`, ({ skip }) => {
        const { skipped, failed } = testOf(id, report);
        if (skipped !== undefined) skip(skipped);
        if (failed !== undefined) throw new Error(failed);
      });
    }
  });
}

async function run(
  contract: Contract,
  named: string | (() => Promise<Target>),
  options: RunOptions,
): Promise<Report> {
  const target = typeof named === 'string' ? await openTarget(named, contract) : await named();
  try {
    const place = typeof named === 'string' ? named : target.baseUrl;
    const invocation = `doublecheck conform ${contract.provider} --target ${place}`;
    const report = await runConformance(contract, target, { invocation, ...options });
    const { stopped } = report;
    if (report.exitCode === 3) throw new Error(`${stopped?.message}\n${stopped?.mend}`);
    return report;
  } finally {
    await target.controls?.release?.();
  }
}
