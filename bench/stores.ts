import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Provider } from '../specs/contract/providers.ts';
import { startPostgres } from '../tests/support/postgres.ts';
import { type Creating, whileServing } from './creation.ts';
import { loadWith, sendSoMany, type Throughput } from './load.ts';
import { megabytesOf } from './speed/process-figures.ts';

/** Tickiti numbers the tickets of a tenant, so all requests wait for one row; Midlyr's have a key each and no more. */
export const measured: readonly Provider[] = ['tickiti', 'midlyr'];

/** How many processes share a PostgreSQL. */
export const processes = [1, 2, 4] as const;

/** Tickets by which the size of a store grows while it is weighed, after as many as fill the journal. */
const weighed = 20_000;
const journalful = 12_000;

export interface StoreRow extends Throughput {
  readonly store: string;
  readonly provider: Provider;
}

/** Bytes by which a store grows with 100,000 tickets, the journal at its bound. */
export interface StoreSize {
  readonly store: string;
  readonly bytes: number;
}

/** Where a store is, and how many bytes it takes while a double works on it. */
interface Place {
  readonly name: string;
  readonly options: readonly string[];
  bytes(creating: Creating): Promise<number> | number;
}

/** Speed with each store, and what each of them takes. PostgreSQL keeps its promises: its commits are on the disk. */
export async function measureStores(): Promise<{ rows: StoreRow[]; sizes: StoreSize[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-bench-'));
  const server = await startPostgres({ fsync: 'on' });
  const rows: StoreRow[] = [];
  const sizes: StoreSize[] = [];
  let files = 0;
  const places = async (): Promise<Place[]> => {
    files += 1;
    return [
      inMemory(),
      inFile(path.join(folder, `${files}.db`)),
      inPostgres(await server.database(), 1),
    ];
  };
  try {
    for (const provider of measured) {
      for (const place of await places()) rows.push(await speedOf(provider, place));
      for (const count of processes.slice(1))
        rows.push(await speedOf(provider, inPostgres(await server.database(), count)));
    }
    for (const place of await places()) sizes.push(await sizeOf('tickiti', place));
    return { rows, sizes };
  } finally {
    await server.remove();
    rmSync(folder, { recursive: true });
  }
}

function speedOf(provider: Provider, place: Place): Promise<StoreRow> {
  return whileServing(provider, place.options, async ({ server, status, next }) => ({
    store: place.name,
    provider,
    ...(await loadWith(server.address, status, next)),
  }));
}

function sizeOf(provider: Provider, place: Place): Promise<StoreSize> {
  return whileServing(provider, place.options, async (creating) => {
    const { server, status, next } = creating;
    await sendSoMany(server.address, status, next, journalful);
    const before = await place.bytes(creating);
    await sendSoMany(server.address, status, next, weighed);
    const grown = (await place.bytes(creating)) - before;
    return { store: place.name, bytes: (grown / weighed) * 100_000 };
  });
}

function inMemory(): Place {
  return { name: 'memory', options: [], bytes: ({ server }) => megabytesOf(server.pid) * 1e6 };
}

function inFile(file: string): Place {
  return {
    name: 'SQLite file',
    options: ['--store', `sqlite:${file}`],
    bytes: () => statSync(file).size + statSync(`${file}-wal`).size,
  };
}

function inPostgres(url: string, count: number): Place {
  const workers = count === 1 ? [] : ['--workers', String(count)];
  return {
    name: `PostgreSQL, ${count} ${count === 1 ? 'process' : 'processes'}`,
    options: ['--store', url, ...workers],
    async bytes() {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query(
        'SELECT pg_database_size(current_database())::float8 AS bytes',
      );
      await client.end();
      return rows[0].bytes;
    },
  };
}
