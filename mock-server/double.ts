import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Express } from 'express';
import { loadRoom } from '../specs/contract/kinds.ts';
import { loadProvider } from '../specs/contract/load.ts';
import { providers as allProviders, type Provider } from '../specs/contract/providers.ts';
import { packageRoot } from '../specs/contract/root.ts';
import { readData } from '../specs/contract/source.ts';
import type { RealTime } from './clock.ts';
import type { ProviderOperation } from './engine/compile.ts';
import { type CompiledProvider, compileProvider } from './engine/compile-provider.ts';
import type { Enforcer } from './engine/enforcer.ts';
import { createMint, seededRandom } from './engine/mint.ts';
import { createApp } from './http/app.ts';
import { Recorder } from './journal/recorder.ts';
import { type Log, silentLog } from './log.ts';
import { openStore, type StoreName } from './store/open-store.ts';
import { defaultSandbox, type Store } from './store/store.ts';
import { loadWorld } from './world/load.ts';
import type { KindSchemas } from './world/schema.ts';
import { type Seed, seedOf } from './world/seed.ts';
import type { World } from './world/world.ts';

export interface DoubleOptions {
  /** Which providers to serve; all five by default. */
  readonly providers?: readonly Provider[];
  /** Serve the one provider at `/` instead of `/<provider>`. */
  readonly atRoot?: boolean;
  /** Files of worlds that take the place of a provider's own. */
  readonly worlds?: readonly string[];
  /** `memory` (the default), or `sqlite:<file>`, which keeps the state over restarts. */
  readonly store?: StoreName;
  /** How many exchanges the journal keeps; 10,000 by default. */
  readonly journalBound?: number;
  /** Milliseconds that a client may take to send its body; 10,000 by default. */
  readonly bodyTimeout?: number;
  /** Demanded by the admin API in the header `Doublecheck-Admin-Token`. */
  readonly adminToken?: string;
  /** Makes the ids repeatable. */
  readonly seed?: number;
  /** The real time, in milliseconds since 1970; the system's by default. */
  readonly realTime?: RealTime;
  /** A pino logger, or anything with its `info` and `error`; silent by default. */
  readonly log?: Log;
}

/** The running fakes of one or more providers. Two doubles share nothing. */
export interface Double {
  /** For supertest, or to be mounted in an app of yours. */
  readonly app: Express;
  readonly providers: readonly CompiledProvider[];
  /**
   * Serves on a port, 0 for any that is free, of the loopback interface unless told otherwise.
   *
   * @throws Error when the port is taken, or for another interface without an `adminToken`.
   * @returns the address, as `http://127.0.0.1:4010`.
   */
  listen(options?: { port?: number; host?: string }): Promise<string>;
  /** The worlds of the default sandbox, as they were planted. */
  world(): Promise<readonly Seed[]>;
  /** Stops serving and leaves nothing open. What was answered is stored. */
  close(): Promise<void>;
}

/** How long a request may take to finish when the double closes, in milliseconds. */
const closingGrace = 2_000;

interface ProviderModule {
  readonly operations: Readonly<Record<string, ProviderOperation>>;
  readonly world: KindSchemas;
}

/**
 * Brings up doubles of the providers, each with its own world.
 *
 * @throws FileError for a world file that cannot be used, StoreFileError for such a store.
 * @example
 * const double = await createDouble({ providers: ['mava'] });
 * await request(double.app).post('/mava/api/ticket').set('x-auth-token', 'mava_harbor_primary').send(…);
 * await double.close();
 */
export async function createDouble(options: DoubleOptions = {}): Promise<Double> {
  const { names, modules, enforcers } = await loadRooms(options.providers);
  const compiled = names.map((name) =>
    compileProvider(loadProvider(name), enforcers, modules.get(name)?.operations ?? {}),
  );
  const seeds = seedsOf(compiled, modules, options.worlds ?? []);

  const log = options.log ?? silentLog;
  const realTime = options.realTime ?? Date.now;
  const store = openStore(options.store ?? 'memory', options.journalBound ?? 10_000);
  await plantMissing(store, seeds);

  const recorder = new Recorder(store, log, realTime);
  const mint = createMint(options.seed === undefined ? undefined : seededRandom(options.seed));
  const bodyTimeout = options.bodyTimeout ?? 10_000;
  const service = { store, realTime, mint, recorder, log, bodyTimeout };
  const { atRoot = false, adminToken } = options;
  const app = createApp(compiled, service, { atRoot, adminToken, seeds });

  const servers = new Set<Server>();
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all([...servers].map(closeServer));
    await recorder.flush();
    await store.close();
  };
  return {
    app,
    providers: compiled,
    world: async () => (await store.world(defaultSandbox)) ?? [],
    async listen({ port = 0, host = '127.0.0.1' } = {}) {
      if (adminToken === undefined && !isLoopback(host)) throw new Error(tokenNeeded(host));
      const server = await listenOn(app, port, host);
      servers.add(server);
      return addressOf(server);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}

async function loadRooms(chosen: readonly Provider[] = allProviders) {
  const [enforcers, modules] = await Promise.all([
    loadRoom<{ enforce: Enforcer }>(path.join(import.meta.dirname, 'behaviours')),
    loadRoom<ProviderModule>(path.join(import.meta.dirname, 'providers')),
  ]);
  return {
    names: [...new Set(chosen)],
    modules,
    enforcers: new Map([...enforcers].map(([kind, { enforce }]) => [kind, enforce])),
  };
}

/** Fills the default sandbox with the worlds that it lacks: all of them, unless it comes out of a file. */
async function plantMissing(store: Store, seeds: readonly Seed[]): Promise<void> {
  const planted = (await store.world(defaultSandbox)) ?? [];
  const missing = seeds.filter(
    ({ provider }) => !planted.some((seed) => seed.provider === provider),
  );
  if (missing.length > 0) await store.seed(defaultSandbox, missing);
}

/** Each provider's world: the last file that was named for it, or its own. */
function seedsOf(
  compiled: readonly CompiledProvider[],
  modules: ReadonlyMap<string, ProviderModule>,
  files: readonly string[],
): Seed[] {
  const kinds = new Map(compiled.flatMap(({ name }) => entryOf(name, modules.get(name)?.world)));
  const given = new Map(
    files.map((file) => loadWorld(file, kinds)).map((world) => [world.provider, world]),
  );
  return compiled.map(({ name, contract }) => seedOf(given.get(name) ?? ownWorld(name), contract));
}

function entryOf<T>(name: string, value: T | undefined): [string, T][] {
  return value === undefined ? [] : [[name, value]];
}

function ownWorld(provider: string): World {
  return readData(path.join(packageRoot, 'fixtures', 'worlds', `${provider}.yaml`)) as World;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function tokenNeeded(host: string): string {
  return `On ${host} others can reach the admin API, so it needs a token: give one (--admin-token).`;
}

function listenOn(app: Express, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) =>
      error ? reject(error) : resolve(server),
    );
  });
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Lets requests that are being answered finish, for a while, and hangs up on idle connections. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const hangUp = setTimeout(() => server.closeAllConnections(), closingGrace);
    server.close(() => {
      clearTimeout(hangUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}
