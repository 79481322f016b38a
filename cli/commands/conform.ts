import { Command, Option } from 'commander';
import { phases } from '../../conformance/report/report.ts';
import type { ConformOptions } from '../judge.ts';
import {
  collect,
  markerText,
  nonEmpty,
  phaseNames,
  requestCount,
  seconds,
  seedNumber,
  shardText,
} from '../option-values.ts';
import { withReportFiles } from '../report-files.ts';
import { UsageError } from '../usage-error.ts';

const markerHelp =
  'letters and digits in all that the run makes up; with the same seed again only where the server was reset';

export const conform = withReportFiles(
  new Command('conform')
    .description('judge a server by a contract, clause by clause')
    .argument('<contract>', 'the name of a built-in provider, or a contract file')
    .option(
      '-t, --target <target>',
      'a URL of a double of ours, or a target file; must be given',
      nonEmpty,
    )
    .option('--seed <number>', 'send the same requests as a run with this seed', seedNumber)
    .option('--marker <text>', markerHelp, markerText)
    .addOption(
      new Option(
        '--clause <pattern>',
        'only these clauses; * stands for any text (may be repeated)',
      )
        .argParser(collect)
        .default([], 'all'),
    )
    .addOption(
      new Option('--level <level>', 'only clauses of this level').choices([
        'documented',
        'assumed',
      ]),
    )
    .addOption(
      new Option('--phase <phase>', `only this phase (may be repeated): ${phases.join(', ')}`)
        .argParser(phaseNames)
        .default([], 'all'),
    )
    .option('--list', 'list the checks that would be run, and send nothing')
    .option(
      '--shard <n/m>',
      'only the n-th of m parts; report merge puts the parts together',
      shardText,
    )
    .option(
      '--baseline <file>',
      'failures that are known: clause, reason and expiry of each',
      nonEmpty,
    )
    .option('--strict', 'also fail on what warns and what was not exercised')
    .option('--max-requests <number>', 'stop after so many requests', requestCount)
    .option('--timeout <seconds>', 'how long an answer may take', seconds)
    .option('--allow-remote', 'allow a target on another machine')
    .addOption(
      new Option('--admin-token <token>', "what the double's admin API asks for")
        .env('DOUBLECHECK_ADMIN_TOKEN')
        .argParser(nonEmpty),
    )
    .option('--replay <check>', 'only this check, as a finding names it', nonEmpty)
    .option('-q, --quiet', 'print the last line only')
    .option('-v, --verbose', 'list the clauses that pass as well'),
).action(async (name: string, { target, ...options }: Asked) => {
  if (target === undefined) throw new UsageError(`--target is missing.\n    ${whyTarget(options)}`);
  // Loaded only when it is wanted, so that the other commands start as fast as before.
  const { judge } = await import('../judge.ts');
  process.exitCode = await judge(name, { ...options, target });
});

type Asked = Omit<ConformOptions, 'target'> & { readonly target?: string };

function whyTarget({ list }: Asked): string {
  return list
    ? 'Name it for --list, too: which checks there are depends on what it has. No check is run at it.'
    : 'Name a double, such as http://127.0.0.1:4010, or a file: doublecheck target init writes one.';
}
