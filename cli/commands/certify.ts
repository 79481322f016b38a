import { Argument, Command, Option } from 'commander';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { trials } from '../../testing/trials.ts';
import { withAuditLimits } from '../audit-options.ts';
import { type CertifyCommandOptions, trialNames, variable } from '../certify-values.ts';
import { collect, nonEmpty, seconds, seedNumber } from '../option-values.ts';

export const certify = withAuditLimits(
  new Command('certify')
    .description('run a client against a double under each kind of trouble, and judge what it did')
    .addArgument(new Argument('<provider>', 'whose client it is').choices(providers))
    .requiredOption(
      '--integration <command>',
      'what to run: it finds the double by DOUBLECHECK_BASE_URL and DOUBLECHECK_TOKEN in its environment, and ends with 0 when all that it had to do is done',
      nonEmpty,
    )
    .addOption(
      new Option('--profile <profile>', `only this one (may be repeated): ${trials.join(', ')}`)
        .argParser(trialNames)
        .default([], 'all'),
    )
    .option(
      '--env <name=text>',
      'another variable for it (may be repeated); {baseUrl}, {token}, {header} and {value} are filled in',
      variable,
      {},
    )
    .option('--seed <number>', 'the same seed deals out the same trouble; 1 by default', seedNumber)
    .option('--timeout <seconds>', 'how long it may take under each; 120 by default', seconds)
    .option(
      '--world <file>',
      "a world in place of the provider's own (may be repeated)",
      collect,
      [],
    )
    .option(
      '--strict',
      'also fail on what warns, and on rules that had no occasion under any trouble',
    )
    .option(
      '--reports <folder>',
      'write the report of each as JSON, JUnit XML, Markdown and HTML',
      nonEmpty,
    )
    .option('-q, --quiet', 'print the last line only')
    .option('-v, --verbose', 'show what the command printed, also where nothing is wrong'),
).action(async (provider: Provider, options: CertifyCommandOptions) => {
  // Loaded only when it is wanted, so that the other commands start as fast as before.
  const { certifyClient } = await import('../certify.ts');
  process.exitCode = await certifyClient(provider, options);
});
