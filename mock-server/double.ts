import type { RequestListener } from 'node:http';
import { loadProvider } from '../specs/contract/load.ts';
import {
  providers as allProviders,
  isProvider,
  type Provider,
} from '../specs/contract/providers.ts';
import type { Contract } from '../specs/contract/types.ts';
import { type Target, targetsOf } from './admin/target.ts';
import { beginChaos } from './chaos/begin.ts';
import { Progress } from './chaos/progress.ts';
import type { ChaosOptions } from './chaos/read-chaos.ts';
import type { Chaos } from './chaos/trouble.ts';
import type { RealTime } from './clock.ts';
import { compileDefective } from './defects/apply.ts';
import { DefectSwitch } from './defects/switch.ts';
import { type CompiledProvider, compileProvider } from './engine/compile-provider.ts';
import { createMint, seededRandom } from './engine/mint.ts';
import { createApp } from './http/app.ts';
import { Listeners } from './http/listeners.ts';
import type { Service } from './http/service.ts';
import type { JournalEntry } from './journal/journal.ts';
import { Recorder } from './journal/recorder.ts';
import { type Log, silentLog } from './log.ts';
import { loadEnforcers, loadProviderCode } from './rooms.ts';
import { openStore, StoreError, type StoreName } from './store/open-store.ts';
import { defaultSandbox, type Store } from './store/store.ts';
import { plantWorlds } from './world/plant.ts';
import { readWorlds } from './world/read.ts';
import { seedOf } from './world/seed.ts';

export interface DoubleOptions {
  /** Which providers to serve; all five by default. */
  readonly providers?: readonly Provider[];
  /** Serve the one provider at `/` instead of `/<provider>`. */
  readonly atRoot?: boolean;
  /** Files of worlds that take the place of a provider's own. */
  readonly worlds?: readonly string[];
  /**
   * Files of golden exchanges, as the proxy records them: what their accepted requests name is in the world too,
   * so that the double accepts them as well.
   */
  readonly exchanges?: readonly string[];
  /**
   * `memory` (the default); `sqlite:<file>`, which keeps the state over restarts; or `postgres://…`, which
   * several doubles may share, and are one provider then.
   */
  readonly store?: StoreName;
  /** How many exchanges the journal keeps, of all sandboxes together; 10,000 by default. */
  readonly journalBound?: number;
  /** Milliseconds that a client may take to send its body; 10,000 by default. */
  readonly bodyTimeout?: number;
  /** Demanded by the admin API in the header `Doublecheck-Admin-Token`. */
  readonly adminToken?: string;
  /** Makes the ids repeatable; not with a store that lasts, which has them already. */
  readonly seed?: number;
  /** The real time, in milliseconds since 1970; the system's by default, with PostgreSQL the database's. */
  readonly realTime?: RealTime;
  /** Ids of the defects to have from the start; `doublecheck defects` lists them. */
  readonly defects?: readonly string[];
  /** Trouble that the clients of the default sandbox meet from the start, and after each reset. */
  readonly chaos?: ChaosOptions;
  /** A pino logger, or anything with its `info` and `error`; silent by default. */
  readonly log?: Log;
}

/** The running fakes of one or more providers. Two doubles share nothing. */
export interface Double {
  /** For supertest, or to be mounted in an Express app of yours. */
  readonly app: RequestListener;
  readonly contracts: readonly Contract[];
  /**
   * Serves on a port, 0 for any that is free, of the loopback interface unless told otherwise.
   *
   * @throws Error when the port is taken, or for another interface without an `adminToken`.
   * @returns the address, as `http://127.0.0.1:4010`.
   */
  listen(options?: { port?: number; host?: string }): Promise<string>;
  /** What a test needs to know to talk to each provider at an address of the double's. */
  targets(address: string): Promise<readonly Target[]>;
  /** What the clients of the default sandbox meet; undefined when there is none. */
  chaos(): Promise<Chaos | undefined>;
  /**
   * Gives the clients of the default sandbox trouble from now on, in place of what they had; none with `{}`.
   *
   * @throws ChaosError for rules that cannot be, and then nothing is changed.
   */
  setChaos(chaos: ChaosOptions): Promise<void>;
  /** What the double saw and answered in the default sandbox, up to the journal's bound, oldest first. */
  journal(): Promise<readonly JournalEntry[]>;
  /** Resolves when no request is being answered any more. */
  idle(): Promise<void>;
  /** Stops serving, lets answers that are under way leave, and leaves nothing open. */
  close(): Promise<void>;
}

/**
 * Brings up doubles of the providers, each with its own world.
 *
 * @throws FileError for a file that cannot be used, StoreError for such a store, UnknownDefect, ChaosError.
 * @example
 * const double = await createDouble({ providers: ['mava'] });
 * await request(double.app).post('/mava/api/ticket').set('x-auth-token', 'mava_harbor_primary').send(…);
 * await double.close();
 */
export async function createDouble(options: DoubleOptions = {}): Promise<Double> {
  const { providers: names = allProviders, atRoot = false, adminToken, seed } = options;
  const { store: storeName = 'memory', journalBound = 10_000, bodyTimeout = 10_000 } = options;
  const { log = silentLog, realTime = Date.now, chaos = {} } = options;
  if (seed !== undefined && storeName !== 'memory') throw new StoreError(seedNeedsMemory);
  if (adminToken === '')
    throw new Error('the admin token is empty: give one that cannot be guessed');
  if (!Number.isInteger(journalBound) || journalBound < 1)
    throw new Error(`the journal's bound must be a whole number from 1, not ${journalBound}`);
  for (const name of names) if (!isProvider(name)) throw new Error(unknownProvider(name));

  const [enforcers, code] = await Promise.all([loadEnforcers(), loadProviderCode()]);
  const operationsOf = (name: string) => code.get(name)?.operations ?? {};
  const providers = [...new Set(names)].map((name) =>
    compileProvider(loadProvider(name), enforcers, operationsOf(name)),
  );
  const defects = new DefectSwitch(providers, ({ name, contract }, chosen) =>
    compileDefective(contract, enforcers, operationsOf(name), chosen),
  );
  await defects.set(options.defects ?? []);
  const { worlds, given } = readWorlds(providers, code, {
    worlds: options.worlds ?? [],
    exchanges: options.exchanges ?? [],
  });
  const seeds = providers.flatMap(({ contract }) =>
    worlds
      .filter(({ provider }) => provider === contract.provider)
      .map((world) => seedOf(world, contract)),
  );

  const opened = await openStore(storeName, { journalBound, realTime: options.realTime });
  const store = await plantWorlds(opened, seeds, given);
  if (options.chaos) await begun(store, chaos, providers);
  const closing = new AbortController();
  const service: Service = {
    store,
    realTime,
    mint: createMint(seed === undefined ? undefined : seededRandom(seed)),
    recorder: new Recorder(store, log, realTime, journalBound),
    log,
    progress: new Progress(),
    bodyTimeout,
    running: new Set(),
    closing: closing.signal,
  };
  const app = createApp({ providers, service, seeds, defects, chaos, atRoot }, adminToken);
  const listeners = new Listeners(app, adminToken !== undefined);

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    closing.abort();
    await listeners.close();
    await Promise.allSettled(service.running);
    await service.recorder.close();
    await store.close();
  };
  return {
    app,
    contracts: providers.map(({ contract }) => contract),
    listen: ({ port = 0, host = '127.0.0.1' } = {}) => listeners.listen(port, host),
    async targets(address) {
      const planted = (await store.world(defaultSandbox)) ?? [];
      return targetsOf(planted, providers, defaultSandbox, address, atRoot);
    },
    chaos: async () => (await store.state(defaultSandbox))?.chaos,
    async setChaos(asked) {
      await beginChaos(store, defaultSandbox, asked, providers);
    },
    async journal() {
      await service.recorder.flush();
      return store.readJournal({ sandbox: defaultSandbox, limit: journalBound });
    },
    async idle() {
      while (service.running.size > 0) await Promise.allSettled(service.running);
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** The chaos from the start; a store that nobody will use is closed. */
async function begun(store: Store, chaos: ChaosOptions, providers: readonly CompiledProvider[]) {
  try {
    await beginChaos(store, defaultSandbox, chaos, providers);
  } catch (error) {
    await store.close();
    throw error;
  }
}

function unknownProvider(name: string): string {
  return `there is no double of ${JSON.stringify(name)}: the providers are ${allProviders.join(', ')}`;
}

const seedNeedsMemory =
  'A seed gives the same ids at every start, and a store that lasts has them already: leave out one of the two.';
