import type { PoolClient } from 'pg';
import { freshState, type SandboxState } from '../../sandbox-state.ts';
import { type Seed, without } from '../../world/seed.ts';
import { sandboxTables } from '../schema.ts';
import { encode } from '../text.ts';
import { holdSandbox } from './locks.ts';
import { asLookup } from './lookup.ts';
import { together } from './together.ts';
import { saveState } from './writes.ts';

/** All rows of some worlds in one statement. */
const plant = `
  WITH new_tenants AS (
    INSERT INTO tenants (sandbox, provider, id, settings)
      SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])
  ), new_credentials AS (
    INSERT INTO credentials (sandbox, provider, token, tenant, id, data)
      SELECT $1, * FROM unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
  ), new_entities AS (
    INSERT INTO entities (sandbox, provider, tenant, kind, id, data)
      SELECT $1, * FROM unnest($10::text[], $11::text[], $12::text[], $13::text[], $14::json[])
  )
  INSERT INTO aliases (sandbox, provider, tenant, kind, field, value, id)
    SELECT $1, * FROM unnest($15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::text[])
    ON CONFLICT DO NOTHING`;

const put = `
  INSERT INTO sandboxes (id, state, world) VALUES ($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, world = excluded.world`;

const empty = (table: string) =>
  `DELETE FROM ${table} WHERE sandbox = $1 AND ($2::text[] IS NULL OR provider = ANY ($2))`;

/** Makes, empties and changes sandboxes, each function inside a transaction that keeps all requests out of it. */
export function sandboxKeeper(client: PoolClient, sandbox: string) {
  const query = (name: string, text: string, ...values: unknown[]) =>
    client.query({ name, text, values: [sandbox, ...values] });
  const held = async (): Promise<Held | undefined> => {
    const [, { rows }] = await together(
      holdSandbox(client, sandbox),
      query('sandbox', 'SELECT state, world FROM sandboxes WHERE id = $1'),
    );
    return rows[0] && { state: JSON.parse(rows[0].state), world: JSON.parse(rows[0].world) };
  };
  const emptied = (providers: readonly string[] | null) =>
    [...sandboxTables, 'journal'].map((table) => query(`empty ${table}`, empty(table), providers));
  const filled = (state: SandboxState, world: readonly Seed[], seeds: readonly Seed[]) => [
    query('put', put, JSON.stringify(state), JSON.stringify(world)),
    query('plant', plant, ...columnsOf(seeds)),
  ];

  const renew = async (before: Held | undefined, seeds: readonly Seed[]): Promise<void> => {
    const world = [...without(before?.world, seeds), ...seeds];
    const providers = seeds.map(({ provider }) => provider);
    await together(...(before ? emptied(providers) : []), ...filled(freshState, world, seeds));
  };

  return {
    async seed(seeds: readonly Seed[]): Promise<void> {
      await renew(await held(), seeds);
    },
    async reset(): Promise<boolean> {
      const before = await held();
      if (before) await renew(before, before.world);
      return before !== undefined;
    },
    async seedMissing(seeds: readonly Seed[]): Promise<readonly Seed[]> {
      const before = await held();
      const { world = [], state = freshState } = before ?? {};
      const missing = without(seeds, world);
      if (before && missing.length === 0) return world;
      const all = [...world, ...missing];
      await together(...filled(state, all, missing));
      return all;
    },
    async delete(): Promise<boolean> {
      if (!(await held())) return false;
      await together(...emptied(null), query('delete', 'DELETE FROM sandboxes WHERE id = $1'));
      return true;
    },
    async updateState(
      change: (state: SandboxState) => SandboxState,
    ): Promise<SandboxState | undefined> {
      const found = await held();
      if (!found) return undefined;
      const changed = change(found.state);
      await saveState(client, sandbox, changed);
      return changed;
    },
  };
}

/** What a sandbox is. */
interface Held {
  readonly state: SandboxState;
  readonly world: readonly Seed[];
}

/** The rows of worlds, a list for each column. */
function columnsOf(seeds: readonly Seed[]): unknown[][] {
  const tenants = seeds.flatMap(({ provider, tenants: all }) =>
    all.map(({ id, settings }) => [provider, id, JSON.stringify(settings)]),
  );
  const credentials = seeds.flatMap(({ provider, credentials: all }) =>
    all.map(({ token, tenant, id, ...data }) => [
      provider,
      asLookup(token),
      tenant,
      id,
      JSON.stringify(data),
    ]),
  );
  const entities = seeds.flatMap(({ provider, entities: all }) =>
    all.map(({ tenant, kind, id, data }) => [
      provider,
      tenant,
      kind,
      encode(id),
      JSON.stringify(data),
    ]),
  );
  const aliases = seeds.flatMap(({ provider, entities: all }) =>
    all.flatMap(({ tenant, kind, id, aliases: named }) =>
      Object.entries(named).map(([field, value]) => [
        provider,
        tenant,
        kind,
        field,
        asLookup(value),
        encode(id),
      ]),
    ),
  );
  return [
    ...transposed(tenants, 3),
    ...transposed(credentials, 5),
    ...transposed(entities, 5),
    ...transposed(aliases, 6),
  ];
}

function transposed(rows: readonly (readonly string[])[], columns: number): unknown[][] {
  return Array.from({ length: columns }, (_, column) => rows.map((row) => row[column]));
}
