/** How a database's SQL differs from the others' where the tables are made. */
export interface Dialect {
  /** A whole number. */
  readonly integer: string;
  /** Milliseconds since 1970. */
  readonly time: string;
  /** Text that is compared byte by byte. */
  readonly text: string;
  /** JSON that is kept as it was written. */
  readonly json: string;
  /** A primary key that grows with each row. */
  readonly growing: string;
  /** Said after a table that is nothing but its primary key's index. */
  readonly clustered: string;
}

/**
 * The changes that made a database's tables what they are, oldest first; it is of the version that counts those
 * it has had. What was released is never edited: a change of the tables is one more of these.
 */
export type Migrations = readonly string[];

/** The first of them: the same tables in every database. */
export function firstTables({ integer, time, text, json, growing, clustered }: Dialect): string {
  return `
    CREATE TABLE sandboxes (
      id ${text} PRIMARY KEY,
      state TEXT NOT NULL,
      world TEXT NOT NULL
    );

    CREATE TABLE tenants (
      sandbox ${text} NOT NULL, provider ${text} NOT NULL, id ${text} NOT NULL,
      settings TEXT NOT NULL,
      PRIMARY KEY (sandbox, provider, id)
    ) ${clustered};

    CREATE TABLE credentials (
      provider ${text} NOT NULL, token ${text} NOT NULL,
      sandbox ${text} NOT NULL, tenant ${text} NOT NULL, id ${text} NOT NULL, data TEXT NOT NULL,
      PRIMARY KEY (provider, token)
    ) ${clustered};
    CREATE INDEX credentials_of_sandbox ON credentials (sandbox);

    -- seq keeps the order of creation
    CREATE TABLE entities (
      seq ${growing},
      sandbox ${text} NOT NULL, provider ${text} NOT NULL, kind ${text} NOT NULL, id ${text} NOT NULL,
      tenant ${text} NOT NULL, data ${json} NOT NULL
    );
    CREATE UNIQUE INDEX entities_by_id ON entities (sandbox, provider, kind, id, tenant);

    -- the fields other than the id by which an entity is looked up
    CREATE TABLE aliases (
      sandbox ${text} NOT NULL, provider ${text} NOT NULL, kind ${text} NOT NULL,
      field ${text} NOT NULL, value ${text} NOT NULL, tenant ${text} NOT NULL, id ${text} NOT NULL,
      PRIMARY KEY (sandbox, provider, kind, field, value, tenant)
    ) ${clustered};

    CREATE TABLE keys (
      sandbox ${text} NOT NULL, provider ${text} NOT NULL, scope ${text} NOT NULL, value ${text} NOT NULL,
      fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, at ${time} NOT NULL,
      PRIMARY KEY (sandbox, provider, scope, value)
    ) ${clustered};

    CREATE TABLE counters (
      sandbox ${text} NOT NULL, provider ${text} NOT NULL, scope ${text} NOT NULL, name ${text} NOT NULL,
      value ${integer} NOT NULL, since ${time} NOT NULL,
      PRIMARY KEY (sandbox, provider, scope, name)
    ) ${clustered};

    CREATE TABLE journal (
      seq ${growing},
      sandbox ${text} NOT NULL, provider ${text} NOT NULL, entry TEXT NOT NULL
    );`;
}

/** The tables that hold what belongs to one sandbox, besides the journal. */
export const sandboxTables = ['tenants', 'credentials', 'entities', 'aliases', 'keys', 'counters'];

/** What a store says of a database that a later doublecheck has written. */
export function newerSchema(where: string, version: number, known: number): string {
  return (
    `${where} was written by a newer doublecheck (its schema is version ${version}, this one knows ${known}). ` +
    'Use that one, or name another store.'
  );
}
