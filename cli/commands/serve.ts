import { Argument, Command, Option } from 'commander';
import { profileNames } from '../../mock-server/chaos/profiles.ts';
import { ChaosError, type ChaosOptions } from '../../mock-server/chaos/read-chaos.ts';
import { UnknownDefect } from '../../mock-server/defects/switch.ts';
import { createDouble, type Double } from '../../mock-server/double.ts';
import { StoreError, type StoreName } from '../../mock-server/store/open-store.ts';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { bannerOf } from '../banner.ts';
import { cannotListen } from '../cannot-listen.ts';
import { chaosNamed } from '../chaos-option.ts';
import { createLog } from '../log.ts';
import { collect, nonEmpty } from '../option-values.ts';
import { refuseUnshared, storeName, wholeNumber } from '../serve-values.ts';
import { UsageError } from '../usage-error.ts';
import { awaitNothing, isWorker, obeyPrimary, workUntilTold } from '../worker.ts';
import { runWorkers } from '../workers.ts';

interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly adminToken?: string;
  readonly store: StoreName;
  readonly workers: number;
  readonly world: readonly string[];
  readonly exchanges: readonly string[];
  readonly seed?: number;
  readonly defect: readonly string[];
  readonly chaos?: ChaosOptions;
  readonly chaosSeed?: number;
  readonly stealth?: boolean;
  readonly quiet?: boolean;
}

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
      .argParser(storeName)
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
    const { port, store, workers, quiet } = options;
    refuseUnshared(store, workers);
    if (workers === 1) return serveAlone(provider, options);
    if (isWorker) return serveAsWorker(provider, options);
    const log = await createLog(quiet === true);
    const announce = (banner: string) => console.log(banner);
    process.exit(await runWorkers({ count: workers, isAnyPort: port === 0, log, announce }));
  });

async function serveAlone(provider: Provider | undefined, options: ServeOptions): Promise<void> {
  const { double, banner } = await start(provider, options);
  stopOnSignal(double);
  console.log(banner);
}

async function serveAsWorker(provider: Provider | undefined, options: ServeOptions): Promise<void> {
  obeyPrimary();
  try {
    const { double, banner } = await start(provider, options);
    workUntilTold(double, banner);
  } catch (error) {
    awaitNothing();
    throw error;
  }
}

async function start(provider: Provider | undefined, options: ServeOptions) {
  const double = await open(provider, options);
  const address = await listen(double, options);
  const targets = await double.targets(address);
  const chaos = await double.chaos();
  const banner = bannerOf(double.contracts, targets, address, { defects: options.defect, chaos });
  return { double, banner };
}

async function open(provider: Provider | undefined, options: ServeOptions): Promise<Double> {
  const { adminToken, store, world, exchanges, seed, defect, quiet } = options;
  try {
    return await createDouble({
      ...(provider && { providers: [provider], atRoot: true }),
      ...(adminToken !== undefined && { adminToken }),
      ...(seed !== undefined && { seed }),
      store,
      worlds: world,
      exchanges,
      defects: defect,
      ...chaosOf(options),
      log: await createLog(quiet === true),
    });
  } catch (error) {
    if (error instanceof ChaosError) throw new UsageError(`${error.message}. ${error.mend}`);
    if (error instanceof StoreError) throw new UsageError(error.message);
    if (error instanceof UnknownDefect)
      throw new UsageError(`${error.message}. \`doublecheck defects\` lists them all.`);
    throw error;
  }
}

/** What the options say of chaos. */
function chaosOf({ chaos, chaosSeed: seed, stealth }: ServeOptions): { chaos?: ChaosOptions } {
  if (!chaos) {
    if (seed === undefined && !stealth) return {};
    throw new UsageError('--chaos-seed and --stealth are about --chaos, which is missing.');
  }
  return {
    chaos: { ...chaos, ...(seed !== undefined && { seed }), ...(stealth && { stealth }) },
  };
}

async function listen(double: Double, { port, host }: ServeOptions): Promise<string> {
  try {
    return await double.listen({ port, host });
  } catch (error) {
    await double.close();
    throw cannotListen(error as Error, { port, host });
  }
}

/** The first signal lets what is being answered finish; the second does not wait. */
function stopOnSignal(double: Double): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    double.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}
