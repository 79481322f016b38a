import type { ChaosOptions } from '../mock-server/chaos/read-chaos.ts';
import { ChaosError } from '../mock-server/chaos/read-chaos.ts';
import { readChaosFile } from '../mock-server/chaos/read-chaos-file.ts';
import { UnknownDefect } from '../mock-server/defects/switch.ts';
import { createDouble, type Double } from '../mock-server/double.ts';
import { StoreError } from '../mock-server/store/open-store.ts';
import type { Provider } from '../specs/contract/providers.ts';
import { bannerOf } from './banner.ts';
import { cannotListen } from './cannot-listen.ts';
import type { ChaosNamed } from './chaos-option.ts';
import { createLog } from './log.ts';
import { refuseUnshared, storeNamed } from './serve-store.ts';
import { UsageError } from './usage-error.ts';
import { awaitNothing, isWorker, obeyPrimary, workUntilTold } from './worker.ts';
import { runWorkers } from './workers.ts';

/** The options of `serve`. */
export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly adminToken?: string;
  readonly store: string;
  readonly workers: number;
  readonly world: readonly string[];
  readonly exchanges: readonly string[];
  readonly seed?: number;
  readonly defect: readonly string[];
  readonly chaos?: ChaosNamed;
  readonly chaosSeed?: number;
  readonly stealth?: boolean;
  readonly quiet?: boolean;
}

/**
 * Serves doubles until it is told to end.
 *
 * @throws FileError and UsageError where it cannot.
 */
export async function serveDoubles(
  provider: Provider | undefined,
  options: ServeOptions,
): Promise<void> {
  const { port, workers, quiet } = options;
  refuseUnshared(storeNamed(options.store), workers);
  if (workers === 1) return serveAlone(provider, options);
  if (isWorker) return serveAsWorker(provider, options);
  const log = await createLog(quiet === true);
  const announce = (banner: string) => console.log(banner);
  process.exit(await runWorkers({ count: workers, isAnyPort: port === 0, log, announce }));
}

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
      store: storeNamed(store),
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
    chaos: {
      ...('file' in chaos ? readChaosFile(chaos.file) : chaos),
      ...(seed !== undefined && { seed }),
      ...(stealth && { stealth }),
    },
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
