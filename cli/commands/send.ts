import { Command, Option } from 'commander';
import { nonEmpty, requestCount, seconds } from '../option-values.ts';
import type { SendOptions } from '../send.ts';
import { caseCount, requestRate } from '../send-values.ts';
import { UsageError } from '../usage-error.ts';

export const send = new Command('send')
  .description(
    'send cases to a server, and print those whose answer (its status and error code) is not allowed',
  )
  .argument('<cases>', 'a file of cases, one a line as JSON, or - for standard input')
  .option(
    '-t, --target <target>',
    'a URL of a double of ours, or a target file; must be given',
    nonEmpty,
  )
  .option(
    '--contract <file>',
    'the contract that the cases are of, where it is none of ours',
    nonEmpty,
  )
  .option('--rate <number>', 'at most so many requests per second', requestRate)
  .option('--concurrency <number>', 'so many cases at once; 1, at a double 4', caseCount)
  .option('--max-requests <number>', 'stop after so many requests', requestCount)
  .option('--timeout <seconds>', 'how long an answer may take', seconds)
  .option(
    '--results <file>',
    'write a line for each case that has its verdict, as it goes',
    nonEmpty,
  )
  .option('--resume', 'go on where the file of --results ends')
  .option('--junit <file>', 'write a report as JUnit XML: a case is a test case', nonEmpty)
  .option(
    '--json <file>',
    'write a report as JSON: the counts, and each result but the passes',
    nonEmpty,
  )
  .option('--strict', 'also fail on what is otherwise than assumed and what told nothing')
  .option('--allow-remote', 'allow a target on another machine')
  .addOption(
    new Option('--admin-token <token>', "what the double's admin API asks for")
      .env('DOUBLECHECK_ADMIN_TOKEN')
      .argParser(nonEmpty),
  )
  .option('-q, --quiet', 'print the last line only')
  .option('-v, --verbose', 'print as well what is otherwise than assumed, or was not sent')
  .action(async (cases: string, { target, ...options }: Asked) => {
    if (target === undefined) throw new UsageError(`--target is missing.\n    ${whatTarget}`);
    // Loaded only when it is wanted, so that the other commands start as fast as before.
    const { send } = await import('../send.ts');
    process.exitCode = await send(cases, { ...options, target });
  });

type Asked = Omit<SendOptions, 'target'> & { readonly target?: string };

const whatTarget =
  'Name a double, such as http://127.0.0.1:4010, or a file: doublecheck target init writes one.';
