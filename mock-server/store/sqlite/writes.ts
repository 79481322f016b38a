import type { DatabaseSync } from 'node:sqlite';
import type { Facts, Write } from '../../engine/facts.ts';
import { failAt } from '../../faults.ts';
import { scopeName } from './facts.ts';
import { encode } from './text.ts';

/** Does the writes of a decision, which its caller undoes when one of them throws. */
export function decisionWriter(database: DatabaseSync) {
  const insert = entityInserter(database);
  const key = database.prepare('INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const counter = database.prepare('INSERT OR REPLACE INTO counters VALUES (?, ?, ?, ?, ?, ?)');

  return (provider: string, facts: Facts, writes: readonly Write[]): void => {
    const { credential, sandbox, state } = facts;
    if (!credential) return;
    for (const [index, write] of writes.entries()) {
      failAt(state.faults, { write: index + 1 });
      if (write.write === 'entity') {
        insert(sandbox, provider, { aliases: {}, ...write, tenant: credential.tenant });
      } else if (write.write === 'counter') {
        const scope = scopeName(write.scope, credential);
        counter.run(sandbox, provider, scope, write.name, write.counter.value, write.counter.since);
      } else {
        const { fingerprint, status, body, at } = write.key;
        const scope = scopeName(write.scope, credential);
        key.run(sandbox, provider, scope, encode(write.value), fingerprint, status, body, at);
      }
    }
    failAt(state.faults, 'commit');
  };
}

interface NewEntity {
  readonly tenant: string;
  readonly kind: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly aliases: Readonly<Record<string, string>>;
}

/**
 * Stores an entity, in place of the one with its id if there is one, and the fields by which it is looked
 * up: of several with the same value, the first one stored is found.
 */
export function entityInserter(database: DatabaseSync) {
  const entity = database.prepare(
    `INSERT INTO entities (sandbox, provider, kind, id, tenant, data) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (sandbox, provider, kind, id, tenant) DO UPDATE SET data = excluded.data`,
  );
  const alias = database.prepare('INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, ?, ?, ?, ?)');

  return (
    sandbox: string,
    provider: string,
    { tenant, kind, id, data, aliases }: NewEntity,
  ): void => {
    entity.run(sandbox, provider, kind, encode(id), tenant, JSON.stringify(data));
    for (const [field, value] of Object.entries(aliases)) {
      alias.run(sandbox, provider, kind, field, encode(value), tenant, encode(id));
    }
  };
}
