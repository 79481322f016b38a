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
import { defaultSandbox, factsOfNobody, scopeName } from '../store.ts';
import { decode, encode } from '../text.ts';

interface CallerRow {
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

/** Reads the facts that a decision wants. The statements are prepared once. */
export function factReader(
  database: DatabaseSync,
  realTime: RealTime,
): (provider: string, wants: Wants) => Facts {
  const caller = database.prepare(
    `SELECT c.sandbox, s.state, c.tenant, c.id, c.data, t.settings
     FROM credentials c JOIN sandboxes s ON s.id = c.sandbox
     JOIN tenants t ON t.sandbox = c.sandbox AND t.provider = c.provider AND t.id = c.tenant
     WHERE c.provider = ? AND c.token = ?`,
  );
  const state = database.prepare('SELECT state FROM sandboxes WHERE id = ?');
  const key = database.prepare(
    'SELECT fingerprint, status, body, at FROM keys WHERE sandbox = ? AND provider = ? AND scope = ? AND value = ?',
  );
  const counter = database.prepare(
    'SELECT value, since FROM counters WHERE sandbox = ? AND provider = ? AND scope = ? AND name = ?',
  );
  const byId = database.prepare(
    'SELECT tenant, kind, id, data FROM entities WHERE sandbox = ? AND provider = ? AND kind = ? AND id = ?',
  );
  const byAlias = database.prepare(
    `SELECT e.tenant, e.kind, e.id, e.data FROM aliases a
     JOIN entities e USING (sandbox, provider, kind, id, tenant)
     WHERE a.sandbox = ? AND a.provider = ? AND a.kind = ? AND a.field = ? AND a.value = ?`,
  );
  const list = database.prepare(
    'SELECT tenant, kind, id, data FROM entities WHERE sandbox = ? AND provider = ? AND kind = ? AND tenant = ? ORDER BY seq',
  );

  const find = (
    sandbox: string,
    provider: string,
    { kind, field, value }: Wants['entities'][number],
  ) => {
    const rows =
      field === 'id'
        ? byId.all(sandbox, provider, kind, encode(value))
        : byAlias.all(sandbox, provider, kind, field, encode(value));
    return (rows as unknown as EntityRow[]).map(asEntity);
  };

  return (provider, wants) => {
    const row = wants.token === undefined ? undefined : caller.get(provider, encode(wants.token));
    if (!row)
      return factsOfNobody(JSON.parse(String(state.get(defaultSandbox)?.state)), realTime());

    const known = row as unknown as CallerRow;
    const credential = asCredential(known);
    return {
      realTime: realTime(),
      sandbox: known.sandbox,
      state: JSON.parse(known.state),
      credential,
      key:
        wants.key &&
        (key.get(
          known.sandbox,
          provider,
          scopeName(wants.key.scope, credential),
          encode(wants.key.value),
        ) as StoredKey | undefined),
      counters: new Map(
        wants.counters.flatMap(({ scope, name }) => {
          const found = counter.get(known.sandbox, provider, scopeName(scope, credential), name);
          return found ? [[name, found as unknown as Counter] as const] : [];
        }),
      ),
      entities: new Map(
        wants.entities.map((wanted) => [
          lookupName(wanted.kind, wanted.field, wanted.value),
          find(known.sandbox, provider, wanted),
        ]),
      ),
      lists: new Map(
        wants.lists.map((kind) => [
          kind,
          (list.all(known.sandbox, provider, kind, known.tenant) as unknown as EntityRow[]).map(
            asEntity,
          ),
        ]),
      ),
    };
  };
}

function asCredential({ id, tenant, data, settings }: CallerRow): Credential {
  return { id, tenant, settings: JSON.parse(settings), ...JSON.parse(data) };
}

export function asEntity({ tenant, kind, id, data }: EntityRow): Entity {
  return { tenant, kind, id: decode(id), data: JSON.parse(data) };
}
