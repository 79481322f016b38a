import { Argument, Command, Option } from 'commander';
import { nonEmpty } from '../option-values.ts';
import type { ReplayOptions } from '../replay.ts';
import { UsageError } from '../usage-error.ts';

export const replay = new Command('replay')
  .description('send golden exchanges to a server, and print what is answered otherwise')
  .addArgument(
    new Argument(
      '<exchanges>',
      'a file of golden exchanges, as proxy --record writes it',
    ).argParser(nonEmpty),
  )
  .option(
    '-t, --target <target>',
    'a URL of a double of ours, or a target file; must be given',
    nonEmpty,
  )
  .option('--contract <file>', 'the contract that they are of, where it is none of ours', nonEmpty)
  .option('--allow-remote', 'allow a target on another machine')
  .addOption(
    new Option('--admin-token <token>', "what the double's admin API asks for")
      .env('DOUBLECHECK_ADMIN_TOKEN')
      .argParser(nonEmpty),
  )
  .option('-q, --quiet', 'print the last line only')
  .action(async (file: string, { target, ...options }: Asked) => {
    if (target === undefined) throw new UsageError(`--target is missing.\n    ${whatTarget}`);
    // Loaded only when it is wanted, so that the other commands start as fast as before.
    const { replay } = await import('../replay.ts');
    process.exitCode = await replay(file, { ...options, target });
  });

type Asked = Omit<ReplayOptions, 'target'> & { readonly target?: string };

const whatTarget =
  'Name a double, such as http://127.0.0.1:4010, or a file: doublecheck target init writes one.';
