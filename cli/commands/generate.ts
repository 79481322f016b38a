import { Argument, Command, Option } from 'commander';
import { kinds } from '../../conformance/generate/case.ts';
import { formats } from '../../conformance/generate/formats/index.ts';
import type { CasesOptions } from '../cases.ts';
import {
  caseCount,
  collect,
  kindNames,
  markerText,
  nonEmpty,
  seedNumber,
} from '../option-values.ts';
import { UsageError } from '../usage-error.ts';

const formatHelp = [...formats.values()].map(({ name, what }) => `${name} (${what})`).join('; ');

export const generate = new Command('generate')
  .description('write labelled requests, each with the outcomes that the document allows')
  .addArgument(
    new Argument('[contract]', 'the name of a built-in provider, or a contract file').argParser(
      nonEmpty,
    ),
  )
  .option(
    '-t, --target <target>',
    'whose ids and credentials to use: a URL of a double of ours, or a target file; by default the world that the double starts with',
    nonEmpty,
  )
  .option('--world <file>', "a world in place of the provider's own", nonEmpty)
  .addOption(
    new Option('--kind <kinds>', `only these kinds (may be repeated): ${kinds.join(', ')}`)
      .argParser(kindNames)
      .default([], 'all'),
  )
  .option('--count <number>', 'so many; random ones follow when the plan is at its end', caseCount)
  .option('--seed <number>', 'the same seed makes the same bytes; 1 by default', seedNumber)
  .option('--marker <text>', 'letters and digits in all that is made up', markerText)
  .addOption(
    new Option(
      '--clause <pattern>',
      'only cases that touch these clauses; * stands for any text (may be repeated)',
    )
      .argParser(collect)
      .default([], 'all'),
  )
  .option('--unique', 'no case that sends what an earlier one sent, but for the names in it')
  .addOption(
    new Option('--format <format>', formatHelp).choices([...formats.keys()]).default('jsonl'),
  )
  .option(
    '-o, --output <path>',
    'the file, or for dir the folder; standard output by default',
    nonEmpty,
  )
  .option(
    '--env <file>',
    'write the variables that stand for secrets, with their values, as lines for a shell',
    nonEmpty,
  )
  .option('--summary', 'print what the cases cover')
  .option('--schema', 'print the JSON Schema of a line of jsonl, and nothing else')
  .option('--allow-remote', 'allow a double on another machine')
  .addOption(
    new Option('--admin-token <token>', "what the double's admin API asks for")
      .env('DOUBLECHECK_ADMIN_TOKEN')
      .argParser(nonEmpty),
  )
  .action(async (name: string | undefined, options: CasesOptions & { readonly schema?: true }) => {
    // Loaded only when it is wanted, so that the other commands start as fast as before.
    if (options.schema) return (await import('../cases.ts')).printSchema();
    if (name === undefined)
      throw new UsageError(
        'The contract is missing.\n    Name a provider, such as mava, or a contract file.',
      );
    process.exitCode = await (await import('../cases.ts')).writeCases(name, options);
  });
