import type { DatabaseSync } from 'node:sqlite';
import type { Credential, Facts, Write } from '../../engine/facts.ts';
import { failAt } from '../../faults.ts';
import { scopeName } from '../store.ts';
import { encode } from '../text.ts';

/** Does the writes of a decision, which its caller undoes when one of them throws. */
export function decisionWriter(database: DatabaseSync) {
  const insert = entityInserter(database);
  const update = database.prepare(
    'UPDATE entities SET data = ? WHERE sandbox = ? AND provider = ? AND kind = ? AND id = ? AND tenant = ?',
  );
  const key = database.prepare('INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const counter = database.prepare('INSERT OR REPLACE INTO counters VALUES (?, ?, ?, ?, ?, ?)');

  const perform = (write: Write, { provider, sandbox, credential }: Writer): void => {
    const { tenant } = credential;
    switch (write.write) {
      case 'entity':
        insert(sandbox, provider, { ...write, tenant });
        break;
      case 'change':
        update.run(
          JSON.stringify(write.data),
          sandbox,
          provider,
          write.kind,
          encode(write.id),
          tenant,
        );
        break;
      case 'counter': {
        const { value, since } = write.counter;
        counter.run(
          sandbox,
          provider,
          scopeName(write.scope, credential),
          write.name,
          value,
          since,
        );
        break;
      }
      case 'key': {
        const { fingerprint, status, body, at } = write.key;
        const scope = scopeName(write.scope, credential);
        key.run(sandbox, provider, scope, encode(write.value), fingerprint, status, body, at);
      }
    }
  };

  return (provider: string, facts: Facts, writes: readonly Write[]): void => {
    const { credential, sandbox, state } = facts;
    if (!credential) return;
    for (const [index, write] of writes.entries()) {
      failAt(state.faults, { write: index + 1 });
      perform(write, { provider, sandbox, credential });
    }
    failAt(state.faults, 'commit');
  };
}

/** Who writes, and where. */
interface Writer {
  readonly provider: string;
  readonly sandbox: string;
  readonly credential: Credential;
}

interface NewEntity {
  readonly tenant: string;
  readonly kind: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly aliases: Readonly<Record<string, string>>;
}

/** Stores a new entity, and the fields by which it is looked up: of several with one value the first is found. */
export function entityInserter(database: DatabaseSync) {
  const entity = database.prepare(
    'INSERT INTO entities (sandbox, provider, kind, id, tenant, data) VALUES (?, ?, ?, ?, ?, ?)',
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
