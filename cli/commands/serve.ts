import { Argument, Command, Option } from 'commander';
import { profileNames } from '../../mock-server/chaos/profiles.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { chaosNamed } from '../chaos-option.ts';
import { collect, nonEmpty, wholeNumber } from '../option-values.ts';
import type { ServeOptions } from '../serve.ts';

export const serve = new Command('serve')
  .description('serve the doubles: all providers under /<provider>, or one at /')
  .addArgument(new Argument('[provider]', 'the one provider to serve').choices(providers))
  .option('-p, --port <port>', 'the port, 0 for any that is free', wholeNumber(0, 65_535), 4010)
  .option(
    '--host <address>',
    'the address to bind to; beyond loopback the admin API needs a token',
    nonEmpty,
    '127.0.0.1',
  )
  .addOption(
    new Option('--admin-token <token>', 'what the admin API asks for')
      .env('DOUBLECHECK_ADMIN_TOKEN')
      .argParser(nonEmpty),
  )
  .addOption(
    new Option(
      '--store <store>',
      'memory; sqlite:<file>, which keeps the state over restarts; or postgres://<user>@<host>/<database>, which several may share',
    )
      .env('DOUBLECHECK_STORE')
      .default('memory'),
  )
  .option(
    '--workers <n>',
    'how many processes serve the port, with a PostgreSQL store; up to 64',
    wholeNumber(1, 64),
    1,
  )
  .option('--world <file>', "a world in place of a provider's own (may be repeated)", collect, [])
  .option(
    '--exchanges <file>',
    'what proxy --record wrote: the world has what they name (may be repeated)',
    collect,
    [],
  )
  .option('--seed <number>', 'make the ids repeatable', wholeNumber(0, 2 ** 32 - 1))
  .option(
    '--defect <id>',
    'break a clause on purpose (may be repeated); `doublecheck defects` lists them',
    collect,
    [],
  )
  .option(
    '--chaos <profile>',
    `trouble for clients: ${profileNames.join(', ')}, or a file of your own rules`,
    chaosNamed,
  )
  .option('--chaos-seed <number>', 'the same trouble again', wholeNumber(0, 2 ** 32 - 1))
  .option('--stealth', 'no header of an answer tells that trouble was injected')
  .option('-q, --quiet', 'no line for each request')
  .action(async (provider: Provider | undefined, options: ServeOptions) => {
    // Loaded only when it is wanted: the other commands start in half the time without it.
    const { serveDoubles } = await import('../serve.ts');
    await serveDoubles(provider, options);
  });
