import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Provider, providers } from '../../specs/contract/providers.ts';
import { serve } from '../support/cli.ts';
import { crash, type Ending, removeCrashed, startAgain } from '../support/crash-postgres.ts';
import { expectWhole } from '../support/expect-whole.ts';
import { type Attempt, filerOf, isAcknowledged, isDocumentedFailure } from '../support/filer.ts';
import { healthOf } from '../support/health.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { keepFiling } from '../support/steady-load.ts';

let server: PostgresServer;
beforeEach(async () => {
  server = await startPostgres();
});
afterEach(() => removeCrashed(server));

/** Milliseconds from the moment that the database takes connections again. */
const recovery = 2_000;

const each = (work: (provider: Provider) => Promise<Attempt>) => Promise.all(providers.map(work));

/** Mava's own limit is no fault. */
const isLimited = ({ provider, status }: Attempt) => provider === 'mava' && status === 429;
const isWellAnswered = (attempt: Attempt) =>
  isAcknowledged(attempt) || isLimited(attempt) || isDocumentedFailure(attempt);

describe.each<Ending>(['SIGINT', 'SIGKILL'])(
  'a database that ends under load by %s and is started again',
  (ending) => {
    it('is met with documented errors, leaves nothing half-written, and is used again at once', {
      timeout: 60_000,
    }, async () => {
      const serving = await serve(['--store', await server.database(), '--quiet']);
      const filers = await Promise.all(providers.map((name) => filerOf(serving.address, name)));
      const load = keepFiling(filers, 4);
      await each((name) => load.next((one) => one.provider === name && isAcknowledged(one)));

      await crash(server, ending);
      await each((name) => load.next((one) => one.provider === name && isDocumentedFailure(one)));
      expect(await healthOf(serving)).toMatchObject({
        status: 503,
        body: { status: 'failing', reason: expect.stringMatching(/./) },
      });

      const back = startAgain(server).then(() => performance.now());
      const firsts = await Promise.all(
        filers
          .filter(({ provider }) => provider !== 'mava')
          .map(({ provider }) =>
            load.next((attempt) => attempt.provider === provider && isAcknowledged(attempt)),
          ),
      );
      for (const { at } of firsts) expect(at - (await back)).toBeLessThan(recovery);
      expect(await healthOf(serving)).toMatchObject({ status: 200, body: { status: 'ok' } });

      const attempts = await load.stop();
      expect(attempts.filter((attempt) => !isWellAnswered(attempt))).toEqual([]);
      for (const filer of filers) await expectWhole(filer, attempts);
      expect(await serving.stop()).toEqual({ code: 0, signal: null });
    });
  },
);
