import { Command, Option } from 'commander';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import type { AuditCommandOptions } from '../audit.ts';
import { withAuditLimits } from '../audit-limits.ts';
import { nonEmpty } from '../option-values.ts';
import { withReportFiles } from '../report-files.ts';

export const audit = withReportFiles(
  withAuditLimits(
    new Command('audit')
      .description('judge a client by what it did, rule by rule')
      .argument('<journal>', "a double's URL, a journal (an entry a line as JSON), or a HAR file")
      .addOption(
        new Option(
          '--provider <provider>',
          'whose client it is, where there are requests to several',
        ).choices(providers),
      )
      .option('--sandbox <id>', "whose journal, of the double's", nonEmpty)
      .option(
        '--reported',
        'the client told of what it left undone; --no-reported says that it did not',
      )
      .option('--no-reported')
      .option('--strict', 'also fail on what warns and on rules that had no occasion')
      .addOption(
        new Option('--admin-token <token>', "what the double's admin API asks for")
          .env('DOUBLECHECK_ADMIN_TOKEN')
          .argParser(nonEmpty),
      )
      .option('-q, --quiet', 'print the last line only')
      .option('-v, --verbose', 'list the rules that are kept as well'),
  ),
).action(async (journal: string, options: AuditCommandOptions & { provider?: Provider }) => {
  // Loaded only when it is wanted, so that the other commands start as fast as before.
  const { auditSource } = await import('../audit.ts');
  process.exitCode = await auditSource(journal, options);
});
