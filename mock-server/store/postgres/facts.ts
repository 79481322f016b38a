import type { PoolClient } from 'pg';
import { type Entity, lookupName } from '../../engine/facts.ts';
import { defaultSandbox } from '../store.ts';
import { decode, encode } from '../text.ts';
import { type Asked, scoped } from './asked.ts';
import type { Found } from './known.ts';
import { asLookup } from './lookup.ts';

type EntityRow = readonly [place: number, tenant: string, kind: string, id: string, data: object];

interface Row {
  readonly now: number;
  readonly state: string;
  /** Null when nobody has the token; then the rest is empty. */
  readonly sandbox: string | null;
  readonly tenant: string;
  readonly id: string;
  readonly data: string;
  readonly settings: string;
  readonly keys: readonly (readonly [number, string, number, string, number])[];
  readonly counters: readonly (readonly [number, number, number])[];
  readonly by_id: readonly EntityRow[];
  readonly by_alias: readonly EntityRow[];
  readonly lists: readonly EntityRow[];
}

const scope = `CASE w.scope WHEN 'tenant' THEN 'tenant ' || c.tenant ELSE 'credential ' || c.id END`;

/** The database's clock, in milliseconds since 1970. */
export const databaseTime = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::float8';

/**
 * What was found says by its place (from 1) in the list of what was asked for which of it it is. OFFSET 0 keeps
 * the planner from joining the other way round: a row for each thing that was asked for, found by its index.
 */
const select = `
  SELECT
    ${databaseTime} AS now,
    s.state, c.sandbox, c.tenant, c.id, c.data, t.settings,
    coalesce((SELECT json_agg(json_build_array(w.place, k.fingerprint, k.status, k.body, k.at))
      FROM unnest($4::text[], $5::text[]) WITH ORDINALITY AS w(scope, value, place)
      CROSS JOIN LATERAL (
        SELECT * FROM keys
        WHERE sandbox = c.sandbox AND provider = c.provider AND scope = ${scope} AND value = w.value OFFSET 0
      ) AS k), '[]') AS keys,
    coalesce((SELECT json_agg(json_build_array(w.place, n.value, n.since))
      FROM unnest($6::text[], $7::text[]) WITH ORDINALITY AS w(scope, name, place)
      CROSS JOIN LATERAL (
        SELECT * FROM counters
        WHERE sandbox = c.sandbox AND provider = c.provider AND scope = ${scope} AND name = w.name OFFSET 0
      ) AS n), '[]') AS counters,
    coalesce((SELECT json_agg(json_build_array(w.place, e.tenant, e.kind, e.id, e.data))
      FROM unnest($8::text[], $9::text[]) WITH ORDINALITY AS w(kind, id, place)
      CROSS JOIN LATERAL (
        SELECT * FROM entities
        WHERE sandbox = c.sandbox AND provider = c.provider AND kind = w.kind AND id = w.id OFFSET 0
      ) AS e), '[]') AS by_id,
    coalesce((SELECT json_agg(json_build_array(w.place, e.tenant, e.kind, e.id, e.data))
      FROM unnest($10::text[], $11::text[], $12::text[]) WITH ORDINALITY AS w(kind, field, value, place)
      CROSS JOIN LATERAL (
        SELECT * FROM aliases
        WHERE sandbox = c.sandbox AND provider = c.provider AND kind = w.kind AND field = w.field
          AND value = w.value OFFSET 0
      ) AS a
      CROSS JOIN LATERAL (
        SELECT * FROM entities
        WHERE sandbox = a.sandbox AND provider = a.provider AND kind = a.kind AND id = a.id
          AND tenant = a.tenant OFFSET 0
      ) AS e), '[]') AS by_alias,
    coalesce((SELECT json_agg(json_build_array(w.place, e.tenant, e.kind, e.id, e.data) ORDER BY e.seq)
      FROM unnest($13::text[]) WITH ORDINALITY AS w(kind, place)
      CROSS JOIN LATERAL (
        SELECT * FROM entities
        WHERE sandbox = c.sandbox AND provider = c.provider AND kind = w.kind AND tenant = c.tenant OFFSET 0
      ) AS e), '[]') AS lists
  FROM (VALUES ($2::text, $3::text)) AS asked(provider, token)
  LEFT JOIN credentials c ON c.provider = asked.provider AND c.token = asked.token
  LEFT JOIN tenants t ON t.sandbox = c.sandbox AND t.provider = c.provider AND t.id = c.tenant
  JOIN sandboxes s ON s.id = coalesce(c.sandbox, $1)`;

/** Reads all that was asked for in one query. */
export async function readFacts(
  client: PoolClient,
  provider: string,
  token: string | undefined,
  asked: Asked,
): Promise<Found> {
  const { keys, counters, ids, aliases, lists } = asked;
  const { rows } = await client.query<Row>({
    name: 'facts',
    text: select,
    values: [
      defaultSandbox,
      provider,
      token === undefined ? null : asLookup(token),
      keys.map((key) => key.scope),
      keys.map(({ value }) => asLookup(value)),
      counters.map((counter) => counter.scope),
      counters.map(({ name }) => name),
      ids.map(({ kind }) => kind),
      ids.map(({ value }) => encode(value)),
      aliases.map(({ kind }) => kind),
      aliases.map(({ field }) => field),
      aliases.map(({ value }) => asLookup(value)),
      lists,
    ],
  });
  const [row] = rows;
  if (!row) throw new Error(`the store has no sandbox ${defaultSandbox}`);
  return foundIn(row, asked);
}

function foundIn(row: Row, { keys, counters, ids, aliases, lists }: Asked): Found {
  const wanted = [...ids, ...aliases].map(({ kind, field, value }) =>
    lookupName(kind, field, value),
  );
  const entities = new Map(wanted.map((name) => [name, [] as Entity[]]));
  const listed = new Map(lists.map((kind) => [kind, [] as Entity[]]));
  for (const [place, ...entity] of row.by_id)
    entities.get(wanted[place - 1] as string)?.push(asEntity(entity));
  for (const [place, ...entity] of row.by_alias)
    entities.get(wanted[ids.length + place - 1] as string)?.push(asEntity(entity));
  for (const [, ...entity] of row.lists) listed.get(entity[1])?.push(asEntity(entity));

  return {
    realTime: row.now,
    state: JSON.parse(row.state),
    caller: callerOf(row),
    entities,
    lists: listed,
    keys: new Map(
      row.keys.flatMap(([place, fingerprint, status, body, at]) => {
        const key = keys[place - 1];
        return key ? [[scoped(key, key.value), { fingerprint, status, body, at }]] : [];
      }),
    ),
    counters: new Map(
      row.counters.flatMap(([place, value, since]) => {
        const counter = counters[place - 1];
        return counter ? [[scoped(counter, counter.name), { value, since }]] : [];
      }),
    ),
  };
}

function callerOf({ sandbox, id, tenant, data, settings }: Row): Found['caller'] {
  if (sandbox === null) return undefined;
  return {
    sandbox,
    credential: { id, tenant, settings: JSON.parse(settings), ...JSON.parse(data) },
  };
}

type EntityColumns = readonly [tenant: string, kind: string, id: string, data: object];

export function asEntity([tenant, kind, id, data]: EntityColumns): Entity {
  return { tenant, kind, id: decode(id), data: data as Entity['data'] };
}
