import type { DatabaseSync } from 'node:sqlite';
import { freshState, type SandboxState } from '../../sandbox-state.ts';
import { type Seed, without } from '../../world/seed.ts';
import { encode } from '../text.ts';
import type { JournalKeeper } from './journal.ts';
import { roomTables } from './schema.ts';
import { entityInserter } from './writes.ts';

/** Makes, empties and describes sandboxes. Each function is to be run inside a transaction. */
export function sandboxKeeper(database: DatabaseSync, journal: JournalKeeper) {
  const clear = roomTables.map((table) => database.prepare(`DELETE FROM ${table} WHERE room = ?`));
  const rooms = database.prepare(
    'SELECT id FROM rooms WHERE sandbox = ? AND (? IS NULL OR provider = ?)',
  );
  const addRoom = database.prepare('INSERT OR IGNORE INTO rooms (sandbox, provider) VALUES (?, ?)');
  const removeRooms = database.prepare('DELETE FROM rooms WHERE sandbox = ?');
  const tenant = database.prepare('INSERT INTO tenants VALUES (?, ?, ?)');
  const credential = database.prepare('INSERT INTO credentials VALUES (?, ?, ?, ?, ?, ?)');
  const insertEntity = entityInserter(database);
  const put = database.prepare('INSERT OR REPLACE INTO sandboxes VALUES (?, ?, ?)');
  const setState = database.prepare('UPDATE sandboxes SET state = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM sandboxes WHERE id = ?');
  const all = database.prepare('SELECT id FROM sandboxes ORDER BY id');
  const one = database.prepare('SELECT state, world FROM sandboxes WHERE id = ?');

  const roomsOf = (sandbox: string, provider: string | null = null) =>
    rooms.all(sandbox, provider, provider).map(({ id }) => Number(id));
  /** Of one provider, or of all. */
  const empty = (sandbox: string, provider?: string): void => {
    for (const room of roomsOf(sandbox, provider))
      for (const statement of clear) statement.run(room);
    journal.clear(sandbox, provider);
  };
  const worldOf = (sandbox: string): readonly Seed[] | undefined => {
    const row = one.get(sandbox);
    return row && JSON.parse(String(row.world));
  };
  const stateOf = (sandbox: string): SandboxState | undefined => {
    const row = one.get(sandbox);
    return row && JSON.parse(String(row.state));
  };
  const plant = (sandbox: string, { provider, tenants, credentials, entities }: Seed): void => {
    addRoom.run(sandbox, provider);
    const [room = 0] = roomsOf(sandbox, provider);
    for (const { id, settings } of tenants) tenant.run(room, id, JSON.stringify(settings));
    for (const { token, tenant: owner, id, ...data } of credentials) {
      credential.run(provider, encode(token), room, owner, id, JSON.stringify(data));
    }
    for (const entity of entities) insertEntity(room, entity.tenant, entity);
  };

  const fill = (sandbox: string, seeds: readonly Seed[], state: SandboxState): readonly Seed[] => {
    const world = [...without(worldOf(sandbox), seeds), ...seeds];
    put.run(sandbox, JSON.stringify(state), JSON.stringify(world));
    for (const seed of seeds) plant(sandbox, seed);
    return world;
  };

  const seed = (sandbox: string, seeds: readonly Seed[]): void => {
    for (const { provider } of seeds) empty(sandbox, provider);
    fill(sandbox, seeds, freshState);
  };

  return {
    seed,
    reset(sandbox: string): boolean {
      const world = worldOf(sandbox);
      if (world) seed(sandbox, world);
      return world !== undefined;
    },
    seedMissing(sandbox: string, seeds: readonly Seed[]): readonly Seed[] {
      const missing = without(seeds, worldOf(sandbox));
      return fill(sandbox, missing, stateOf(sandbox) ?? freshState);
    },
    delete(sandbox: string): boolean {
      empty(sandbox);
      removeRooms.run(sandbox);
      return remove.run(sandbox).changes > 0;
    },
    list: (): string[] => all.all().map(({ id }) => String(id)),
    world: worldOf,
    state: stateOf,
    updateState(
      sandbox: string,
      change: (state: SandboxState) => SandboxState,
    ): SandboxState | undefined {
      const state = stateOf(sandbox);
      if (!state) return undefined;
      const changed = change(state);
      setState.run(JSON.stringify(changed), sandbox);
      return changed;
    },
  };
}
