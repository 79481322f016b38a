import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provider } from '../../specs/contract/providers.ts';
import { standBetween } from '../support/between.ts';
import { serve } from '../support/cli.ts';
import { expectWhole } from '../support/expect-whole.ts';
import { filerOf, isAcknowledged, isDocumentedFailure } from '../support/filer.ts';
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
        Array.from({ length: 200 }, () => randomUUID()),
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
  it('is a documented failure before patience ends, and is used again when it goes on', {
    timeout: 60_000,
  }, async () => {
    const between = await standBetween(await server.database());
    const serving = await serve(['--store', between.url, '--quiet']);
    const filers = await Promise.all(named.map((name) => filerOf(serving.address, name)));
    const many = (count: number) =>
      Promise.all(filers.flatMap((filer) => Array.from({ length: count }, () => filer.file())));
    const before = await many(10);

    between.hang();
    const health = healthOf(serving);
    const meanwhile = await many(100);
    expect(meanwhile.filter((attempt) => !isDocumentedFailure(attempt))).toEqual([]);
    expect(Math.max(...meanwhile.map(({ took }) => took))).toBeLessThan(patience);
    expect(await health).toMatchObject({ status: 503, body: { status: 'failing' } });

    between.forward();
    const after = await many(10);
    expect([...before, ...after].filter((attempt) => !isAcknowledged(attempt))).toEqual([]);
    expect(await healthOf(serving)).toMatchObject({ status: 200, body: { status: 'ok' } });
    for (const filer of filers) await expectWhole(filer, [...before, ...meanwhile, ...after]);
    expect(await serving.stop()).toEqual({ code: 0, signal: null });
  });

  it('is so before patience ends for the last of many at one provider', {
    timeout: 60_000,
  }, async () => {
    const between = await standBetween(await server.database());
    const serving = await serve(['--store', between.url, '--quiet']);
    const filer = await filerOf(serving.address, 'loop');
    expect(isAcknowledged(await filer.file())).toBe(true);

    between.hang();
    const attempts = await Promise.all(Array.from({ length: 300 }, () => filer.file()));
    expect(attempts.filter((attempt) => !isDocumentedFailure(attempt))).toEqual([]);
    expect(Math.max(...attempts.map(({ took }) => took))).toBeLessThan(patience);
  });
});
