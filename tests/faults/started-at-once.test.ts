import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providers } from '../../specs/contract/providers.ts';
import { serve } from '../support/cli.ts';
import { filerOf, isAcknowledged } from '../support/filer.ts';
import { ask, type PostgresServer, startPostgres } from '../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

describe.each([2, 6])('%d doubles that start at once on an empty database', (count) => {
  it('all serve, with one schema and one world', { timeout: 60_000 }, async () => {
    const url = await server.database();
    const all = await Promise.all(
      Array.from({ length: count }, () => serve(['--store', url, '--quiet'])),
    );
    expect(await ask(url, 'SELECT version FROM doublecheck.migrations')).toEqual([{ version: 1 }]);
    expect(await ask(url, 'SELECT id FROM doublecheck.sandboxes')).toEqual([{ id: 'default' }]);
    const [doubled] = await ask(
      url,
      'SELECT count(*)::int - count(DISTINCT (provider, tenant, kind, id))::int AS rows FROM doublecheck.entities',
    );
    expect(doubled).toEqual({ rows: 0 });

    for (const provider of providers) {
      const filers = await Promise.all(all.map(({ address }) => filerOf(address, provider)));
      const attempts = await Promise.all(filers.map((filer) => filer.file()));
      expect(attempts.filter((attempt) => !isAcknowledged(attempt))).toEqual([]);
      for (const filer of filers) expect(await filer.list('tickets')).toHaveLength(count);
    }
    for (const serving of all) expect(await serving.stop()).toEqual({ code: 0, signal: null });
  });
});
