/** Raised with every change of the tables; a file with another number is refused, not guessed at. */
export const schemaVersion = 1;

/** "dcheck" read as a number: marks a file as ours (SQLite's `application_id`). */
export const applicationId = 0x64636865;

export const tables = `
CREATE TABLE sandboxes (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL,
  world TEXT NOT NULL
);

CREATE TABLE tenants (
  sandbox TEXT NOT NULL, provider TEXT NOT NULL, id TEXT NOT NULL,
  settings TEXT NOT NULL,
  PRIMARY KEY (sandbox, provider, id)
) WITHOUT ROWID;

CREATE TABLE credentials (
  provider TEXT NOT NULL, token TEXT NOT NULL,
  sandbox TEXT NOT NULL, tenant TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL,
  PRIMARY KEY (provider, token)
) WITHOUT ROWID;
CREATE INDEX credentials_of_sandbox ON credentials (sandbox);

-- seq keeps the order of creation
CREATE TABLE entities (
  seq INTEGER PRIMARY KEY,
  sandbox TEXT NOT NULL, provider TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  tenant TEXT NOT NULL, data TEXT NOT NULL
);
CREATE UNIQUE INDEX entities_by_id ON entities (sandbox, provider, kind, id, tenant);

-- the fields other than the id by which an entity is looked up
CREATE TABLE aliases (
  sandbox TEXT NOT NULL, provider TEXT NOT NULL, kind TEXT NOT NULL,
  field TEXT NOT NULL, value TEXT NOT NULL, tenant TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (sandbox, provider, kind, field, value, tenant)
) WITHOUT ROWID;

CREATE TABLE keys (
  sandbox TEXT NOT NULL, provider TEXT NOT NULL, scope TEXT NOT NULL, value TEXT NOT NULL,
  fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (sandbox, provider, scope, value)
) WITHOUT ROWID;

CREATE TABLE counters (
  sandbox TEXT NOT NULL, provider TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL,
  value INTEGER NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (sandbox, provider, scope, name)
) WITHOUT ROWID;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  sandbox TEXT NOT NULL, provider TEXT NOT NULL, entry TEXT NOT NULL
);
`;

/** The tables that hold what belongs to one sandbox. */
export const sandboxTables = [
  'tenants',
  'credentials',
  'entities',
  'aliases',
  'keys',
  'counters',
  'journal',
];
