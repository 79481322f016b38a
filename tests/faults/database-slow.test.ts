import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provider } from '../../specs/contract/providers.ts';
import { standBetween } from '../support/between.ts';
import { serve } from '../support/cli.ts';
import { expectWhole } from '../support/expect-whole.ts';
import { type Filer, filerOf, isAcknowledged, isDocumentedFailure } from '../support/filer.ts';
import { healthOf } from '../support/health.ts';
import { mapInParallel } from '../support/map-in-parallel.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

const named: readonly Provider[] = ['tickiti', 'midlyr', 'supportdesk'];

/**
 * The longest that a request may wait to be told that it failed, in milliseconds: for the batch before it, for a
 * connection, and for its own batch's answers.
 */
const patience = 12_000;

describe('a database that is slow', () => {
  it('makes every answer late, and none wrong', { timeout: 60_000 }, async () => {
    const between = await standBetween(await server.database(), 30);
    const serving = await serve(['--store', between.url, '--quiet']);
    for (const provider of named) {
      const filer = await filerOf(serving.address, provider);
      const attempts = await mapInParallel(
        40,
        Array.from({ length: 80 }, () => randomUUID()),
        (key) => filer.file(key),
      );
      expect(attempts.filter((attempt) => !isAcknowledged(attempt))).toEqual([]);
      // Two round trips, each there and back.
      expect(Math.min(...attempts.map(({ took }) => took))).toBeGreaterThan(100);
      await expectWhole(filer, attempts);
    }
    expect(await serving.stop()).toEqual({ code: 0, signal: null });
  });
});

describe('a database that hangs', () => {
  it('is a documented failure before patience ends, also for the last of many, and is used again when it goes on', {
    timeout: 60_000,
  }, async () => {
    const between = await standBetween(await server.database());
    const serving = await serve(['--store', between.url, '--quiet']);
    const filers = await Promise.all(named.map((name) => filerOf(serving.address, name)));
    const crowded = await filerOf(serving.address, 'loop');
    const all = [...filers, crowded];
    const fileAt = (some: readonly Filer[], count: number) =>
      Promise.all(some.flatMap((filer) => Array.from({ length: count }, () => filer.file())));
    const before = await fileAt(all, 10);

    between.hang();
    const health = healthOf(serving);
    const meanwhile = (await Promise.all([fileAt(filers, 100), fileAt([crowded], 300)])).flat();
    expect(meanwhile.filter((attempt) => !isDocumentedFailure(attempt))).toEqual([]);
    expect(Math.max(...meanwhile.map(({ took }) => took))).toBeLessThan(patience);
    expect(await health).toMatchObject({ status: 503, body: { status: 'failing' } });

    between.forward();
    const after = await fileAt(all, 10);
    expect([...before, ...after].filter((attempt) => !isAcknowledged(attempt))).toEqual([]);
    expect(await healthOf(serving)).toMatchObject({ status: 200, body: { status: 'ok' } });
    for (const filer of all) await expectWhole(filer, [...before, ...meanwhile, ...after]);
    expect(await serving.stop()).toEqual({ code: 0, signal: null });
  });
});
