import { replayExchanges } from '../conformance/proxy/recording/replay.ts';
import { openTarget } from '../conformance/target/open-target.ts';
import { TargetError } from '../conformance/target/target-error.ts';
import { redacted } from '../conformance/wire/redact.ts';
import { openContract } from '../specs/contract/load.ts';
import { isProvider } from '../specs/contract/providers.ts';
import { readExchanges } from '../specs/contract/read-exchanges.ts';
import type { Contract } from '../specs/contract/types.ts';
import { abortOnSignal, interrupted } from './abort-on-signal.ts';
import { UsageError } from './usage-error.ts';

/** The options of `replay`. */
export interface ReplayOptions {
  readonly target: string;
  readonly contract?: string;
  readonly allowRemote?: boolean;
  readonly adminToken?: string;
  readonly quiet?: boolean;
}

/**
 * Sends golden exchanges, one after the other, and prints a line for each difference.
 *
 * @returns 0 when all were answered as they are written, 1 when not, 3 where the target cannot be used.
 * @throws FileError and UsageError before anything is sent.
 */
export async function replay(file: string, options: ReplayOptions): Promise<number> {
  const { provider, exchanges } = readExchanges(file);
  const contract = await contractOf(file, provider, options.contract);
  try {
    const target = await openTarget(options.target, contract, options);
    const signal = abortOnSignal();
    try {
      let different = 0;
      let count = 0;
      for await (const { name, differences } of replayExchanges(
        contract,
        target,
        exchanges,
        signal,
      )) {
        count++;
        if (differences.length > 0) different++;
        for (const one of options.quiet ? [] : differences)
          console.log(redacted(target, `${name}: ${one.replaceAll(/\s+/g, ' ')}`));
      }
      console.log(`${count} of ${exchanges.length} exchanges replayed, ${different} different`);
      if (different > 0) return 1;
      return signal.aborted ? interrupted : 0;
    } finally {
      // Its own end is none of the run's: a double that is gone has nothing to give back.
      await target.controls?.release?.().catch(() => {});
    }
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    console.error(error.message);
    return error.exitCode;
  }
}

async function contractOf(
  file: string,
  provider: string,
  given: string | undefined,
): Promise<Contract> {
  if (given === undefined && isProvider(provider)) return openContract(provider);
  if (given === undefined)
    throw new UsageError(
      `${file}: no contract of ${provider} is built in.\n    Give it: --contract <file>.`,
    );
  const contract = await openContract(given);
  if (contract.provider === provider) return contract;
  throw new UsageError(
    `${file}: the exchanges are of ${provider}, and ${given} is ${contract.provider}'s.\n    Give their own contract.`,
  );
}
