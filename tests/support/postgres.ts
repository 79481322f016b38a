import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import pg from 'pg';
import type { StoreName } from '../../mock-server/store/open-store.ts';
import { EmbeddedPostgres } from './embedded-postgres.ts';

/** A PostgreSQL server of the tests' own. */
export interface PostgresServer {
  /** Of the database that each server has. */
  readonly url: string;
  /** Makes an empty database, and gives its URL. */
  database(): Promise<StoreName>;
  /** Stops it as an administrator does, who waits for nobody. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Stops it if it runs, and removes all that it kept. */
  remove(): Promise<void>;
}

/** What these tests need of a server: it outlives a killed process, not a power cut. */
const quick = { fsync: 'off', unix_socket_directories: '' };

/** @param settings of `postgresql.conf`. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-postgres-'));
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'password',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: Object.entries({ ...quick, ...settings }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    onLog: () => {},
    onError: () => {},
  });
  const url = `postgres://postgres:password@127.0.0.1:${port}/postgres`;
  // PostgreSQL does not run as root; its own user has to reach its folder.
  chmodSync(folder, 0o755);
  await server.initialise();
  await server.start();

  return {
    url,
    database: () => createDatabase(url),
    stop: () => server.stop(),
    start: () => server.start(),
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes an empty database on a server, and gives its URL. */
export async function createDatabase(server: string): Promise<StoreName> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await ask(server, `CREATE DATABASE ${name}`);
  return new URL(name, server).href as StoreName;
}

/** Asks a database one question, on a connection of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A port of the loopback interface that nobody serves at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
