import type { PoolClient } from 'pg';
import type { Entity, Write } from '../../engine/facts.ts';
import type { SandboxState } from '../../sandbox-state.ts';
import { scopeName } from '../store.ts';
import { encode } from '../text.ts';
import { scoped } from './asked.ts';
import type { Found } from './known.ts';
import { asLookup } from './lookup.ts';

/** All writes of a batch in one statement. */
const write = `
  WITH new_entities AS (
    INSERT INTO entities (sandbox, provider, tenant, kind, id, data)
      SELECT $1, $2, $3, * FROM unnest($4::text[], $5::text[], $6::json[])
  ), new_aliases AS (
    INSERT INTO aliases (sandbox, provider, tenant, kind, field, value, id)
      SELECT $1, $2, $3, * FROM unnest($7::text[], $8::text[], $9::text[], $10::text[])
      ON CONFLICT DO NOTHING
  ), changed AS (
    UPDATE entities AS e SET data = (
        SELECT w.data FROM unnest($11::text[], $12::text[], $13::json[]) AS w(kind, id, data)
        WHERE w.kind = e.kind AND w.id = e.id
      )
      WHERE seq = ANY (ARRAY(
        SELECT found.seq FROM unnest($11::text[], $12::text[]) AS w(kind, id)
        CROSS JOIN LATERAL (
          SELECT seq FROM entities
          WHERE sandbox = $1 AND provider = $2 AND kind = w.kind AND id = w.id AND tenant = $3 OFFSET 0
        ) AS found))
  ), new_keys AS (
    INSERT INTO keys (sandbox, provider, scope, value, fingerprint, status, body, at)
      SELECT $1, $2, * FROM unnest($14::text[], $15::text[], $16::text[], $17::int[], $18::text[], $19::float8[])
      ON CONFLICT (sandbox, provider, scope, value) DO UPDATE
        SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, at = excluded.at
  ), new_counters AS (
    INSERT INTO counters (sandbox, provider, scope, name, value, since)
      SELECT $1, $2, * FROM unnest($20::text[], $21::text[], $22::bigint[], $23::float8[])
      ON CONFLICT (sandbox, provider, scope, name) DO UPDATE
        SET value = excluded.value, since = excluded.since
  )
  SELECT`;

type Named<K extends Write['write']> = Extract<Write, { readonly write: K }>;
type Stored = Pick<Entity, 'kind' | 'id' | 'data'>;

/** The writes of a batch: of several of one thing the last. */
export class Writes {
  readonly #entities: Stored[] = [];
  readonly #aliases: (readonly [kind: string, field: string, value: string, id: string])[] = [];
  readonly #changes = new Map<string, Stored>();
  readonly #keys = new Map<string, Named<'key'>>();
  readonly #counters = new Map<string, Named<'counter'>>();

  add(writes: readonly Write[]): void {
    for (const one of writes) {
      switch (one.write) {
        case 'entity':
          this.#entities.push(one);
          for (const [field, value] of Object.entries(one.aliases ?? {}))
            this.#aliases.push([one.kind, field, value, one.id]);
          break;
        case 'change':
          this.#change(one);
          break;
        case 'key':
          this.#keys.set(scoped(one, one.value), one);
          break;
        case 'counter':
          this.#counters.set(scoped(one, one.name), one);
      }
    }
  }

  /** What is new in this batch is written as it is after the change. */
  #change(change: Stored): void {
    const { kind, id } = change;
    const place = this.#entities.findIndex((entity) => entity.kind === kind && entity.id === id);
    if (place >= 0) this.#entities[place] = change;
    else this.#changes.set(`${kind} ${id}`, change);
  }

  get isEmpty(): boolean {
    return this.#entities.length + this.#changes.size + this.#keys.size + this.#counters.size === 0;
  }

  /** @throws pg.DatabaseError; then the transaction is over. */
  async perform(client: PoolClient, provider: string, caller: Caller): Promise<void> {
    const { sandbox, credential } = caller;
    const changes = [...this.#changes.values()];
    const keys = [...this.#keys.values()];
    const counters = [...this.#counters.values()];
    await client.query({
      name: 'write',
      text: write,
      values: [
        sandbox,
        provider,
        credential.tenant,
        this.#entities.map(({ kind }) => kind),
        this.#entities.map(({ id }) => encode(id)),
        this.#entities.map(({ data }) => JSON.stringify(data)),
        this.#aliases.map(([kind]) => kind),
        this.#aliases.map(([, field]) => field),
        this.#aliases.map(([, , value]) => asLookup(value)),
        this.#aliases.map(([, , , id]) => encode(id)),
        changes.map(({ kind }) => kind),
        changes.map(({ id }) => encode(id)),
        changes.map(({ data }) => JSON.stringify(data)),
        keys.map(({ scope }) => scopeName(scope, credential)),
        keys.map(({ value }) => asLookup(value)),
        keys.map(({ key }) => key.fingerprint),
        keys.map(({ key }) => key.status),
        keys.map(({ key }) => key.body),
        keys.map(({ key }) => key.at),
        counters.map(({ scope }) => scopeName(scope, credential)),
        counters.map(({ name }) => name),
        counters.map(({ counter }) => counter.value),
        counters.map(({ counter }) => counter.since),
      ],
    });
  }
}

type Caller = NonNullable<Found['caller']>;

export async function saveState(
  client: PoolClient,
  sandbox: string,
  state: SandboxState,
): Promise<void> {
  await client.query('UPDATE sandboxes SET state = $2 WHERE id = $1', [
    sandbox,
    JSON.stringify(state),
  ]);
}
