import type { PoolClient } from 'pg';
import { defaultSandbox } from '../store.ts';
import { type Asked, guardedNames } from './asked.ts';
import { asLookup } from './lookup.ts';

/**
 * Locks that end with the transaction, taken in the same order by all, so that no two can wait for each
 * other. Two names with one number would only wait in vain.
 */
const lock = `
  WITH caller AS (
    SELECT coalesce(c.sandbox, $6) AS sandbox, c.provider, c.tenant, c.id
    FROM (VALUES ($1::text, $2::text)) AS asked(provider, token)
    LEFT JOIN credentials c ON c.provider = asked.provider AND c.token = asked.token
  ), names AS (
    SELECT concat_ws(' ', sandbox, provider, 'tenant', tenant, name) AS name, false AS shared
      FROM caller, unnest($3::text[]) AS name WHERE id IS NOT NULL
    UNION ALL
    SELECT concat_ws(' ', sandbox, provider, 'credential', id, name), false
      FROM caller, unnest($4::text[]) AS name WHERE id IS NOT NULL
    UNION ALL
    SELECT 'sandbox ' || sandbox, NOT $5::boolean FROM caller
  )
  SELECT (SELECT sandbox FROM caller), (SELECT id AS credential FROM caller),
    CASE WHEN shared THEN pg_advisory_xact_lock_shared(number) ELSE pg_advisory_xact_lock(number) END
  FROM (SELECT DISTINCT hashtextextended(name, 0) AS number, shared FROM names ORDER BY number) AS numbered`;

const lockSandbox = `SELECT pg_advisory_xact_lock(hashtextextended('sandbox ' || $1, 0))`;

/**
 * Holds what the requests of a caller were promised that nothing changes before they have written. The sandbox
 * they share with its other requests, and with nobody who fills or removes it.
 *
 * @param alone whether they are to be the only ones in their sandbox.
 * @returns whose they were held for, the credential undefined when nobody has the token.
 */
export async function holdFacts(
  client: PoolClient,
  provider: string,
  token: string | undefined,
  asked: Asked,
  alone: boolean,
): Promise<{ sandbox: string; credential: string | undefined }> {
  const { tenant, credential } = guardedNames(asked);
  const values = [
    provider,
    token === undefined ? null : asLookup(token),
    tenant,
    credential,
    alone,
    defaultSandbox,
  ];
  const { rows } = await client.query({ name: 'hold', text: lock, values });
  return { sandbox: rows[0].sandbox, credential: rows[0].credential ?? undefined };
}

/** Waits until no request is under way in the sandbox, and keeps them all out. */
export async function holdSandbox(client: PoolClient, sandbox: string): Promise<void> {
  await client.query(lockSandbox, [sandbox]);
}
