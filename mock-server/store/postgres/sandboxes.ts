import type { PoolClient } from 'pg';
import { freshState, type SandboxState } from '../../sandbox-state.ts';
import { type Seed, without } from '../../world/seed.ts';
import { sandboxTables } from '../schema.ts';
import { encode } from '../text.ts';
import { holdSandbox } from './locks.ts';
import { asLookup } from './lookup.ts';
import { saveState } from './writes.ts';

/** All rows of a world in one statement. */
const plant = `
  WITH new_tenants AS (
    INSERT INTO tenants (sandbox, provider, id, settings)
      SELECT $1, $2, * FROM unnest($3::text[], $4::text[])
  ), new_credentials AS (
    INSERT INTO credentials (sandbox, provider, token, tenant, id, data)
      SELECT $1, $2, * FROM unnest($5::text[], $6::text[], $7::text[], $8::text[])
  ), new_entities AS (
    INSERT INTO entities (sandbox, provider, tenant, kind, id, data)
      SELECT $1, $2, * FROM unnest($9::text[], $10::text[], $11::text[], $12::json[])
  )
  INSERT INTO aliases (sandbox, provider, tenant, kind, field, value, id)
    SELECT $1, $2, * FROM unnest($13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
    ON CONFLICT DO NOTHING`;

const put = `
  INSERT INTO sandboxes (id, state, world) VALUES ($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, world = excluded.world`;

/** Makes, empties and changes sandboxes, each function inside a transaction that keeps all requests out of it. */
export function sandboxKeeper(client: PoolClient, sandbox: string) {
  const one = async () => {
    const { rows } = await client.query('SELECT state, world FROM sandboxes WHERE id = $1', [
      sandbox,
    ]);
    return rows[0] && { state: JSON.parse(rows[0].state), world: JSON.parse(rows[0].world) };
  };
  const empty = (provider: string | null) =>
    Promise.all(
      sandboxTables.map((table) =>
        client.query(
          `DELETE FROM ${table} WHERE sandbox = $1 AND ($2::text IS NULL OR provider = $2)`,
          [sandbox, provider],
        ),
      ),
    );
  const fill = async (
    held: readonly Seed[],
    seeds: readonly Seed[],
    state: SandboxState,
  ): Promise<readonly Seed[]> => {
    const world = [...without(held, seeds), ...seeds];
    await client.query(put, [sandbox, JSON.stringify(state), JSON.stringify(world)]);
    for (const seed of seeds) await client.query(plant, rowsOf(sandbox, seed));
    return world;
  };

  return {
    async seed(seeds: readonly Seed[]): Promise<void> {
      await holdSandbox(client, sandbox);
      for (const { provider } of seeds) await empty(provider);
      await fill((await one())?.world ?? [], seeds, freshState);
    },
    async seedMissing(seeds: readonly Seed[]): Promise<readonly Seed[]> {
      await holdSandbox(client, sandbox);
      const { world = [], state = freshState } = (await one()) ?? {};
      return fill(world, without(seeds, world), state);
    },
    async delete(): Promise<boolean> {
      await holdSandbox(client, sandbox);
      await empty(null);
      const { rowCount } = await client.query('DELETE FROM sandboxes WHERE id = $1', [sandbox]);
      return rowCount === 1;
    },
    async updateState(
      change: (state: SandboxState) => SandboxState,
    ): Promise<SandboxState | undefined> {
      await holdSandbox(client, sandbox);
      const found = await one();
      if (!found) return undefined;
      const changed = change(found.state);
      await saveState(client, sandbox, changed);
      return changed;
    },
  };
}

function rowsOf(sandbox: string, { provider, tenants, credentials, entities }: Seed): unknown[] {
  const people = credentials.map(({ token, tenant, id, ...data }) => ({
    token: asLookup(token),
    tenant,
    id,
    data: JSON.stringify(data),
  }));
  const aliases = entities.flatMap(({ tenant, kind, id, aliases: named }) =>
    Object.entries(named).map(([field, value]) => ({ tenant, kind, field, value, id })),
  );
  return [
    sandbox,
    provider,
    tenants.map(({ id }) => id),
    tenants.map(({ settings }) => JSON.stringify(settings)),
    people.map(({ token }) => token),
    people.map(({ tenant }) => tenant),
    people.map(({ id }) => id),
    people.map(({ data }) => data),
    entities.map(({ tenant }) => tenant),
    entities.map(({ kind }) => kind),
    entities.map(({ id }) => encode(id)),
    entities.map(({ data }) => JSON.stringify(data)),
    aliases.map(({ tenant }) => tenant),
    aliases.map(({ kind }) => kind),
    aliases.map(({ field }) => field),
    aliases.map(({ value }) => asLookup(value)),
    aliases.map(({ id }) => encode(id)),
  ];
}
