import { Argument, Command, Option } from 'commander';
import { providers } from '../../specs/contract/providers.ts';
import type { AuditCommandOptions } from '../audit.ts';
import { withAuditLimits, withReported } from '../audit-options.ts';
import { nonEmpty } from '../option-values.ts';
import { withReportFiles } from '../report-files.ts';
import { UsageError } from '../usage-error.ts';

const own = new Command('audit')
  .description('judge a client by what it did, rule by rule')
  .addArgument(
    new Argument(
      '<journal>',
      "a double's URL, a journal (an entry a line as JSON), or a HAR file",
    ).argParser(nonEmpty),
  )
  .addOption(
    new Option(
      '--provider <provider>',
      'whose client it is, where there are requests to several',
    ).choices(providers),
  )
  .option('--sandbox <id>', "whose journal, of the double's", nonEmpty)
  .option('--strict', 'also fail on what warns and on rules that had no occasion')
  .addOption(
    new Option('--admin-token <token>', "what the double's admin API asks for")
      .env('DOUBLECHECK_ADMIN_TOKEN')
      .argParser(nonEmpty),
  )
  .option('-q, --quiet', 'print the last line only')
  .option('-v, --verbose', 'list the rules that are kept as well');

export const audit = withReportFiles(withAuditLimits(withReported(own))).action(
  async (journal: string, options: AuditCommandOptions, command: Command) => {
    if (isUrl(journal)) demandWhole(journal);
    else demandNothingOfDoubles(journal, command);
    // Loaded only when it is wanted, so that the other commands start as fast as before.
    const { auditSource } = await import('../audit.ts');
    process.exitCode = await auditSource(journal, options);
  },
);

function isUrl(journal: string): boolean {
  return /^https?:\/\//i.test(journal);
}

function demandWhole(url: string): void {
  if (URL.canParse(url)) return;
  throw new UsageError(`${url} is no URL.\n    Give one such as http://127.0.0.1:4010, or a file.`);
}

/** What only a double understands. A token in the environment may be there for other commands. */
const ofDoubles = { '--sandbox': 'sandbox', '--admin-token': 'adminToken' };

function demandNothingOfDoubles(file: string, command: Command): void {
  for (const [flag, name] of Object.entries(ofDoubles))
    if (command.getOptionValueSource(name) === 'cli')
      throw new UsageError(
        `${flag} is for a double, and ${file} is not the URL of one.\n    Give its URL, such as http://127.0.0.1:4010, or leave ${flag} out.`,
      );
}
