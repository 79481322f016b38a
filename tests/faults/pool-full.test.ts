import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providers } from '../../specs/contract/providers.ts';
import { standBetween } from '../support/between.ts';
import { serve } from '../support/cli.ts';
import { expectWhole } from '../support/expect-whole.ts';
import { filerOf, isAcknowledged, isDocumentedFailure } from '../support/filer.ts';
import { healthOf } from '../support/health.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

describe('more callers than may wait', () => {
  it('are answered a documented failure, and those who may wait are served', {
    timeout: 60_000,
  }, async () => {
    // A slow database, so that all of them are there at once.
    const between = await standBetween(`${await server.database()}?pool=1&queue=5`, 20);
    const serving = await serve(['--store', between.url, '--quiet']);
    const filers = await Promise.all(
      providers.filter((name) => name !== 'mava').map((name) => filerOf(serving.address, name)),
    );
    const crowd = await Promise.all(
      filers.flatMap((filer) => Array.from({ length: 100 }, () => filer.file())),
    );
    const served = crowd.filter(isAcknowledged);
    expect(served.length).toBeGreaterThanOrEqual(5);
    const refused = crowd.filter((attempt) => !isAcknowledged(attempt));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((attempt) => !isDocumentedFailure(attempt))).toEqual([]);

    for (const filer of filers) {
      const later = await filer.file();
      expect(isAcknowledged(later)).toBe(true);
      await expectWhole(filer, [...crowd, later]);
    }
    expect(await healthOf(serving)).toMatchObject({ status: 200 });
    expect(await serving.stop()).toEqual({ code: 0, signal: null });
  });
});
