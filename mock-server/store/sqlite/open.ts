import { DatabaseSync } from 'node:sqlite';
import { applicationId, schemaVersion, tables } from './schema.ts';

/** The file that was named cannot be the double's store; the message says why and what to do. */
export class StoreFileError extends Error {
  override readonly name = 'StoreFileError';
}

/**
 * Opens a database, and makes its tables if it is new.
 *
 * @param file a path, or `:memory:`.
 * @throws StoreFileError when the file is no SQLite, another program's, or of another version.
 */
export function openDatabase(file: string): DatabaseSync {
  const database = connect(file);
  try {
    prepareTables(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function connect(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file);
  } catch (error) {
    throw new StoreFileError(
      `${file}: ${(error as Error).message}. Name a file in a folder that can be written.`,
    );
  }
}

function prepareTables(database: DatabaseSync, file: string): void {
  try {
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;',
    );
  } catch (error) {
    throw new StoreFileError(
      `${file} is no SQLite database (${(error as Error).message}). Name another file.`,
    );
  }
  const id = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  if (id === applicationId && version === schemaVersion) return;
  if (id === applicationId) {
    throw new StoreFileError(
      `${file} was written by another version of doublecheck (schema ${version}, this one has ${schemaVersion}). ` +
        'Use that version, or name a new file.',
    );
  }
  if (database.prepare('SELECT 1 FROM sqlite_master').get()) {
    throw new StoreFileError(`${file} is another program's database. Name another file.`);
  }
  database.exec(
    `BEGIN; ${tables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}; COMMIT;`,
  );
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}
