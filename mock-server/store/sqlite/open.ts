import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { keyHash } from '../key-hash.ts';
import { type Migrations, newerSchema } from '../schema.ts';
import { StoreError } from '../store-error.ts';
import { migrations } from './schema.ts';

/** "dcheck" read as a number: marks a file as ours (SQLite's `application_id`). */
const applicationId = 0x64636865;

/**
 * Opens a database, and brings its tables to what this version needs. A file is this process's alone until
 * it is closed, and a commit is on the disk when it returns.
 *
 * @param file a path.
 * @throws StoreError when the file is in use, damaged, no SQLite, another program's, or of a newer version.
 */
export function openDatabase(file: string, changes: Migrations = migrations): DatabaseSync {
  refuseStub(file);
  const database = connect(file);
  return orRefuse(database, file, () => {
    inspect(database, file, changes.length);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    migrate(database, changes);
    for (const [table, column] of jsonColumns) checkJson(database, file, table, column);
    return database;
  });
}

/**
 * Works with a database that was opened.
 *
 * @throws StoreError for whatever SQLite says, and then the database is closed.
 */
export function orRefuse<T>(database: DatabaseSync, file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw error instanceof StoreError ? error : unusable(file, error as SqliteError);
  }
}

type SqliteError = Error & { readonly errcode?: number };

/** SQLite may take what is left of a header for an empty file, and write into it. */
function refuseStub(file: string): void {
  const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if (size > 1 && size < smallestPage) throw noDatabase(file, `it has ${size} bytes`);
}

const smallestPage = 512;

function connect(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file);
  } catch (error) {
    throw new StoreError(
      `${file}: ${(error as Error).message}. Name a file in a folder that can be written.`,
    );
  }
}

/** Looks before anything is changed: what is not ours stays as it is. */
function inspect(database: DatabaseSync, file: string, known: number): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT;');
  const isOurs = pragma(database, 'application_id') === applicationId;
  if (!isOurs && !isNew(database)) {
    throw new StoreError(`${file} is another program's database. Name another file.`);
  }
  const version = versionOf(database);
  if (version > known) throw new StoreError(newerSchema(file, version, known));
  const health = String(pragma(database, 'quick_check(1)')).replaceAll(/\s+/g, ' ');
  if (health !== 'ok') throw damaged(file, health);
}

/** What has to be JSON, which SQLite's own check does not look at. */
const jsonColumns = [
  ['sandboxes', 'state'],
  ['sandboxes', 'world'],
  ['tenants', 'settings'],
  ['credentials', 'data'],
  ['entities', 'data'],
] as const;

function checkJson(database: DatabaseSync, file: string, table: string, column: string): void {
  const sql = `SELECT 1 FROM ${table} WHERE NOT json_valid(${column}) LIMIT 1`;
  if (database.prepare(sql).get()) throw damaged(file, `broken JSON in ${table}.${column}`);
}

function damaged(file: string, how: string): StoreError {
  return new StoreError(`${file} is damaged (${how}). Name another file.`);
}

function isNew(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_master').get() === undefined;
}

/** All of the changes that it lacks, or none. */
function migrate(database: DatabaseSync, changes: Migrations): void {
  const missing = changes.slice(versionOf(database));
  if (missing.length === 0) return;
  database.function('key_hash', (scope, value) => keyHash(String(scope), String(value)));
  database.exec(
    `BEGIN; ${missing.join('\n')}
     PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${changes.length}; COMMIT;`,
  );
}

function versionOf(database: DatabaseSync): number {
  return Number(pragma(database, 'user_version'));
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

const inUse = 'is in use by another process. Stop that one, or name another file.';
const unwritable = 'cannot be written. Mend its rights or its disk, or name another file.';

/** By SQLite's codes BUSY, LOCKED, READONLY, FULL and CANTOPEN; of anything else the file is to blame. */
const reasons: Readonly<Record<number, string>> = {
  5: inUse,
  6: inUse,
  8: unwritable,
  13: unwritable,
  14: unwritable,
};

function unusable(file: string, { errcode = 0, message }: SqliteError): StoreError {
  const reason = reasons[errcode & 0xff];
  if (reason === undefined) return noDatabase(file, message.replaceAll(/\s+/g, ' '));
  return new StoreError(`${file} ${reason}`);
}

function noDatabase(file: string, why: string): StoreError {
  return new StoreError(
    `${file} is no SQLite database, or a damaged one (${why}). Name another file.`,
  );
}
