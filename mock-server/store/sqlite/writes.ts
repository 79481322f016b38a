import type { DatabaseSync } from 'node:sqlite';
import type { Write } from '../../engine/facts.ts';
import { failAt } from '../../faults.ts';
import { keyHash } from '../key-hash.ts';
import { encode } from '../text.ts';
import type { Caller, Remembered } from './remembered.ts';

/** Does the writes of a decision, which its caller undoes when one of them throws; counters wait for `writeCounters`. */
export function decisionWriter(database: DatabaseSync, remembered: Remembered) {
  const insert = entityInserter(database);
  const update = database.prepare(
    `UPDATE entities INDEXED BY entities_by_id SET data = ?
     WHERE room = ? AND kind = ? AND id = ? AND tenant = ? AND referable`,
  );
  const key = database.prepare('INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const counter = database.prepare('INSERT OR REPLACE INTO counters VALUES (?, ?, ?, ?, ?)');

  const perform = (write: Write, { room, credential: { tenant }, scopes }: Caller): void => {
    if (write.write === 'entity') insert(room.id, tenant, write);
    if (write.write === 'change') {
      const data = JSON.stringify(write.data);
      update.run(data, room.id, write.kind, encode(write.id), tenant);
    }
    if (write.write === 'key') {
      const { fingerprint, status, body, at } = write.key;
      const value = encode(write.value);
      const scope = scopes[write.scope];
      key.run(room.id, keyHash(scope, value), scope, value, fingerprint, status, body, at);
    }
  };

  return {
    write(caller: Caller, writes: readonly Write[]): void {
      for (let index = 0; index < writes.length; index += 1) {
        failAt(caller.state.faults, { write: index + 1 });
        perform(writes[index] as Write, caller);
      }
      failAt(caller.state.faults, 'commit');
      for (const write of writes) remembered.learn(caller, write);
    },
    writeCounters(): void {
      for (const [{ id }, { scope, name, counter: now }] of remembered.takeUnwritten())
        counter.run(id, scope, name, now.value, now.since);
    },
  };
}

interface NewEntity {
  readonly kind: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly aliases?: Readonly<Record<string, string>> | undefined;
}

/** Stores a new entity, and the fields by which it is looked up: of several with one value the first is found. */
export function entityInserter(database: DatabaseSync) {
  const entity = database.prepare(
    'INSERT INTO entities (room, kind, id, tenant, data, referable) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const alias = database.prepare('INSERT OR IGNORE INTO aliases VALUES (?, ?, ?, ?, ?, ?)');

  return (room: number, tenant: string, { kind, id, data, aliases }: NewEntity): void => {
    const name = encode(id);
    entity.run(room, kind, name, tenant, JSON.stringify(data), aliases ? 1 : 0);
    for (const field in aliases)
      alias.run(room, kind, field, encode(aliases[field] as string), tenant, name);
  };
}
