import { firstTables, type Migrations } from '../schema.ts';

const first = firstTables({
  integer: 'INTEGER',
  time: 'INTEGER',
  text: 'TEXT',
  json: 'TEXT',
  growing: 'INTEGER PRIMARY KEY',
  clustered: 'WITHOUT ROWID',
});

/**
 * One number stands for a provider in a sandbox: its room. And no index grows with random values of each request:
 * tickets and notifications, to which no request refers, are found by their kind alone, keys by a hash.
 */
const rooms = `
  CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    sandbox TEXT NOT NULL, provider TEXT NOT NULL,
    UNIQUE (sandbox, provider)
  );
  INSERT INTO rooms (sandbox, provider) SELECT DISTINCT sandbox, provider FROM tenants;

  ALTER TABLE tenants RENAME TO old_tenants;
  CREATE TABLE tenants (
    room INTEGER NOT NULL, id TEXT NOT NULL, settings TEXT NOT NULL,
    PRIMARY KEY (room, id)
  ) WITHOUT ROWID;
  INSERT INTO tenants
    SELECT rooms.id, old.id, settings FROM old_tenants old JOIN rooms USING (sandbox, provider);
  DROP TABLE old_tenants;

  DROP INDEX credentials_of_sandbox;
  ALTER TABLE credentials RENAME TO old_credentials;
  CREATE TABLE credentials (
    provider TEXT NOT NULL, token TEXT NOT NULL,
    room INTEGER NOT NULL, tenant TEXT NOT NULL, id TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (provider, token)
  ) WITHOUT ROWID;
  INSERT INTO credentials
    SELECT provider, token, rooms.id, tenant, old.id, data
    FROM old_credentials old JOIN rooms USING (sandbox, provider);
  DROP TABLE old_credentials;
  CREATE INDEX credentials_of_room ON credentials (room);

  DROP INDEX entities_by_id;
  ALTER TABLE entities RENAME TO old_entities;
  CREATE TABLE entities (
    seq INTEGER PRIMARY KEY,
    room INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, tenant TEXT NOT NULL, data TEXT NOT NULL,
    -- whether requests can refer to it
    referable INTEGER NOT NULL
  );
  INSERT INTO entities
    SELECT seq, rooms.id, kind, old.id, tenant, data, 1
    FROM old_entities old JOIN rooms USING (sandbox, provider) ORDER BY seq;
  DROP TABLE old_entities;
  CREATE UNIQUE INDEX entities_by_id ON entities (room, kind, id, tenant) WHERE referable;
  CREATE INDEX entities_of_kind ON entities (room, kind);

  ALTER TABLE aliases RENAME TO old_aliases;
  CREATE TABLE aliases (
    room INTEGER NOT NULL,
    kind TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, tenant TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (room, kind, field, value, tenant)
  ) WITHOUT ROWID;
  INSERT INTO aliases
    SELECT rooms.id, kind, field, value, tenant, old.id
    FROM old_aliases old JOIN rooms USING (sandbox, provider);
  DROP TABLE old_aliases;

  ALTER TABLE keys RENAME TO old_keys;
  -- of several rows of one key the last counts
  CREATE TABLE keys (
    room INTEGER NOT NULL, hash INTEGER NOT NULL, scope TEXT NOT NULL, value TEXT NOT NULL,
    fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL
  );
  INSERT INTO keys
    SELECT rooms.id, key_hash(scope, value), scope, value, fingerprint, status, body, at
    FROM old_keys old JOIN rooms USING (sandbox, provider);
  DROP TABLE old_keys;
  CREATE INDEX keys_by_hash ON keys (room, hash);

  ALTER TABLE counters RENAME TO old_counters;
  CREATE TABLE counters (
    room INTEGER NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, since INTEGER NOT NULL,
    PRIMARY KEY (room, scope, name)
  ) WITHOUT ROWID;
  INSERT INTO counters
    SELECT rooms.id, scope, name, value, since
    FROM old_counters old JOIN rooms USING (sandbox, provider);
  DROP TABLE old_counters;`;

export const migrations: Migrations = [first, rooms];

/** The tables that hold what belongs to a room. */
export const roomTables = ['tenants', 'credentials', 'entities', 'aliases', 'keys', 'counters'];
