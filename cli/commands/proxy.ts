import { Command } from 'commander';
import { withAuditLimits, withReported } from '../audit-options.ts';
import { nonEmpty, seconds, wholeNumber } from '../option-values.ts';
import type { ProxyCommandOptions } from '../proxy.ts';
import { withReportFiles } from '../report-files.ts';
import { UsageError } from '../usage-error.ts';

const own = new Command('proxy')
  .description('stand between a client and a server, change nothing, and judge what passes')
  .argument('<contract>', 'the name of a built-in provider, or a contract file')
  .option(
    '-u, --upstream <url>',
    'the server; the paths of the contract follow it; must be given',
    nonEmpty,
  )
  .option('-p, --port <port>', 'the port, 0 for any that is free', wholeNumber(0, 65_535), 4011)
  .option('--host <address>', 'the address to bind to', nonEmpty, '127.0.0.1')
  .option(
    '-t, --target <file>',
    'a target file: whose credentials are whose, and what exists at the server',
    nonEmpty,
  )
  .option('--journal <file>', 'add a line of JSON for each exchange, as it goes', nonEmpty)
  .option('--record <file>', 'write golden exchanges when it ends: see replay', nonEmpty)
  .option('--for <seconds>', 'end after so many seconds; at Ctrl-C without it', seconds)
  .option('--strict', 'also fail on what warns and on clauses and rules that had no occasion')
  .option('-q, --quiet', 'at the end print two lines only: of the server and of the client')
  .option('-v, --verbose', 'list the clauses that pass as well');

export const proxy = withReportFiles(withAuditLimits(withReported(own))).action(
  async (name: string, { upstream, ...options }: Asked) => {
    if (upstream === undefined) throw new UsageError(`--upstream is missing.\n    ${whatUpstream}`);
    // Loaded only when it is wanted, so that the other commands start as fast as before.
    const { runProxy } = await import('../proxy.ts');
    process.exitCode = await runProxy(name, { ...options, upstream });
  },
);

type Asked = Omit<ProxyCommandOptions, 'upstream'> & { readonly upstream?: string };

const whatUpstream = 'Give the URL of the server, such as https://staging.example.com.';
