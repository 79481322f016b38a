import type { DatabaseSync } from 'node:sqlite';
import type { RealTime } from '../../clock.ts';
import {
  type Counter,
  type Credential,
  type Entity,
  type Facts,
  lookupName,
  type StoredKey,
  type Wants,
} from '../../engine/facts.ts';
import { keyHash } from '../key-hash.ts';
import { defaultSandbox, factsOfNobody } from '../store.ts';
import { decode, encode } from '../text.ts';
import { type Caller, counterName, type Remembered, type Room } from './remembered.ts';

interface CallerRow {
  room: number;
  sandbox: string;
  state: string;
  tenant: string;
  id: string;
  data: string;
  settings: string;
}

interface EntityRow {
  tenant: string;
  kind: string;
  id: string;
  data: string;
}

type WantedEntity = Wants['entities'][number];
type WantedKey = NonNullable<Wants['key']>;
type WantedCounter = Wants['counters'][number];

/** Who asks, and what is known to those who are asked by nobody. */
export interface Asked {
  readonly facts: Facts;
  /** Undefined when nobody has the token. */
  readonly caller: Caller | undefined;
}

/** Reads the facts that a decision wants, from memory where it remembers. The statements are prepared once. */
export function factReader(
  database: DatabaseSync,
  remembered: Remembered,
  realTime: RealTime,
): (provider: string, wants: Wants) => Asked {
  const selectCaller = database.prepare(
    `SELECT c.room, r.sandbox, s.state, c.tenant, c.id, c.data, t.settings
     FROM credentials c JOIN rooms r ON r.id = c.room JOIN sandboxes s ON s.id = r.sandbox
     JOIN tenants t ON t.room = c.room AND t.id = c.tenant
     WHERE c.provider = ? AND c.token = ?`,
  );
  const selectState = database.prepare('SELECT state FROM sandboxes WHERE id = ?');
  const selectKey = database.prepare(
    `SELECT fingerprint, status, body, at FROM keys
     WHERE room = ? AND hash = ? AND value = ? AND scope = ? ORDER BY rowid DESC LIMIT 1`,
  );
  const selectCounter = database.prepare(
    'SELECT value, since FROM counters WHERE room = ? AND scope = ? AND name = ?',
  );
  const selectById = database.prepare(
    `SELECT tenant, kind, id, data FROM entities INDEXED BY entities_by_id
     WHERE room = ? AND kind = ? AND id = ? AND referable`,
  );
  const selectByAlias = database.prepare(
    `SELECT e.tenant, e.kind, e.id, e.data FROM aliases a
     JOIN entities e INDEXED BY entities_by_id USING (room, kind, id, tenant)
     WHERE e.referable AND a.room = ? AND a.kind = ? AND a.field = ? AND a.value = ?`,
  );
  const selectList = database.prepare(
    'SELECT tenant, kind, id, data FROM entities WHERE room = ? AND kind = ? AND tenant = ? ORDER BY seq',
  );

  const callerOf = (provider: string, token: string | undefined): Caller | undefined => {
    if (token === undefined) return undefined;
    const known = remembered.caller(provider, token);
    if (known) return known;
    const row = selectCaller.get(provider, encode(token)) as CallerRow | undefined;
    return row && remembered.setCaller(provider, token, asCaller(row));
  };

  const stateOfNobody = () => {
    remembered.nobody ??= JSON.parse(String(selectState.get(defaultSandbox)?.state));
    return remembered.nobody as NonNullable<typeof remembered.nobody>;
  };

  const counterOf = ({ room, scopes }: Caller, { scope, name }: WantedCounter) => {
    const known = counterName(scopes[scope], name);
    if (!room.counters.has(known)) {
      const row = selectCounter.get(room.id, scopes[scope], name);
      room.counters.set(known, row as Counter | undefined);
      remembered.count();
    }
    return room.counters.get(known);
  };

  const keyOf = ({ room, scopes }: Caller, wanted: WantedKey) => {
    const scope = scopes[wanted.scope];
    const value = encode(wanted.value);
    const hash = keyHash(scope, value);
    return selectKey.get(room.id, hash, value, scope) as StoredKey | undefined;
  };

  const entitiesOf = (room: Room, name: string, wanted: WantedEntity): readonly Entity[] => {
    const known = room.entities.found(name);
    if (known) return known;
    const { kind, field, value } = wanted;
    const rows =
      field === 'id'
        ? selectById.all(room.id, kind, encode(value))
        : selectByAlias.all(room.id, kind, field, encode(value));
    const found = (rows as unknown as EntityRow[]).map(asEntity);
    room.entities.setFound(name, found);
    remembered.count();
    return found;
  };

  const listOf = ({ room, credential: { tenant } }: Caller, kind: string): readonly Entity[] => {
    const known = room.entities.list(kind, tenant);
    if (known) return known;
    const rows = selectList.all(room.id, kind, tenant);
    const list = (rows as unknown as EntityRow[]).map(asEntity);
    room.entities.setList(kind, tenant, list);
    remembered.count();
    return list;
  };

  return (provider, wants) => {
    const caller = callerOf(provider, wants.token);
    if (!caller) return { facts: factsOfNobody(stateOfNobody(), realTime()), caller };

    const { room, state, credential } = caller;
    const counters = new Map<string, Counter>();
    for (const wanted of wants.counters) {
      const counter = counterOf(caller, wanted);
      if (counter) counters.set(wanted.name, counter);
    }
    const entities = new Map<string, readonly Entity[]>();
    for (const wanted of wants.entities) {
      const name = lookupName(wanted.kind, wanted.field, wanted.value);
      entities.set(name, entitiesOf(room, name, wanted));
    }
    const lists = new Map<string, readonly Entity[]>();
    for (const kind of wants.lists) lists.set(kind, listOf(caller, kind));
    const facts = {
      realTime: realTime(),
      sandbox: room.sandbox,
      state,
      credential,
      key: wants.key && keyOf(caller, wants.key),
      counters,
      entities,
      lists,
    };
    return { facts, caller };
  };
}

function asCaller({ room, sandbox, state, id, tenant, data, settings }: CallerRow) {
  const credential: Credential = {
    id,
    tenant,
    settings: JSON.parse(settings),
    ...JSON.parse(data),
  };
  return { room, sandbox, state: JSON.parse(state), credential };
}

export function asEntity({ tenant, kind, id, data }: EntityRow): Entity {
  return { tenant, kind, id: decode(id), data: JSON.parse(data) };
}
