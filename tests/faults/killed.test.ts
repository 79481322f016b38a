import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoreName } from '../../mock-server/store/open-store.ts';
import type { Provider } from '../../specs/contract/providers.ts';
import { type Serving, serve, temporaryFolder } from '../support/cli.ts';
import { type Attempt, type Filer, filerOf, isAcknowledged, keyOf } from '../support/filer.ts';
import { mapInParallel } from '../support/map-in-parallel.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

const stores: readonly (readonly [string, () => Promise<StoreName>])[] = [
  ['a file', async () => `sqlite:${path.join(temporaryFolder(), 'state.db')}`],
  ['PostgreSQL', () => server.database()],
];

/** Requests under way at once. */
const atOnce = 32;

/** When the double is killed: after so many answers. */
const deaths = [100, 300];

const open = (store: StoreName): Promise<Serving> => serve(['--store', store, '--quiet']);

/** Files all of them, and kills the double in the middle. */
async function fileUntilKilled(
  serving: Serving,
  filer: Filer,
  keys: readonly string[],
  enough: number,
): Promise<Attempt[]> {
  let answered = 0;
  const attempts = await mapInParallel(atOnce, keys, async (key) => {
    const attempt = await filer.file(key);
    if (isAcknowledged(attempt)) answered += 1;
    if (answered === enough) serving.process.kill('SIGKILL');
    return attempt;
  });
  expect(await serving.stop('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  const unanswered = attempts.filter(({ status }) => status === 0);
  expect(unanswered.length, 'it was killed too late').toBeGreaterThan(0);
  expect(attempts.filter((one) => !unanswered.includes(one) && !isAcknowledged(one))).toEqual([]);
  return attempts.filter(isAcknowledged);
}

/** What stays of an answer when it is given again. */
function lasting({ provider, status, text }: Attempt): string {
  if (provider !== 'midlyr') return `${status} ${text}`;
  return `${status} ${(JSON.parse(text) as { ticketId: string }).ticketId}`;
}

const firsts: Partial<Record<Provider, number>> = { tickiti: 1001, supportdesk: 1042 };

/** Fails unless the numbers of all that is stored follow one another. */
async function expectNoGap(filer: Filer): Promise<void> {
  const tickets = await filer.list('tickets');
  const numbers = tickets.map(({ ticket_number, ticketNumber = `INV-${ticket_number}` }) =>
    Number(String(ticketNumber).slice(4)),
  );
  const first = firsts[filer.provider] ?? Number.NaN;
  expect(numbers.toSorted((one, other) => one - other)).toEqual(
    tickets.map((_, index) => first + index),
  );
}

describe.each(stores)(
  'a double that is killed in the middle of its 500 requests, on %s',
  (_, make) => {
    it.each(['tickiti', 'midlyr'] as const)(
      'has all that it acknowledged, and nothing twice when all is sent again: %s',
      { timeout: 60_000 },
      async (provider) => {
        const store = await make();
        const keys = Array.from({ length: 500 }, () => randomUUID());
        const acknowledged: Attempt[] = [];
        for (const enough of deaths) {
          const serving = await open(store);
          const filer = await filerOf(serving.address, provider);
          acknowledged.push(...(await fileUntilKilled(serving, filer, keys, enough)));
        }

        const serving = await open(store);
        const filer = await filerOf(serving.address, provider);
        const again = await mapInParallel(atOnce, keys, (key) => filer.file(key));
        expect(again.filter((attempt) => !isAcknowledged(attempt))).toEqual([]);
        const answers = new Map(again.map((attempt) => [attempt.key, lasting(attempt)]));
        for (const attempt of acknowledged) expect(answers.get(attempt.key)).toBe(lasting(attempt));

        const tickets = await filer.list('tickets');
        expect(tickets.map(keyOf).sort()).toEqual(keys.toSorted());
        if (provider === 'tickiti') {
          await expectNoGap(filer);
          const told = (await filer.list('notifications')).map(({ ticket }) => ticket);
          expect(told.sort()).toEqual(tickets.map(({ id }) => id).sort());
        }
        await serving.stop();
      },
    );

    it('has every ticket that it numbered, and goes on without a gap', {
      timeout: 60_000,
    }, async () => {
      const store = await make();
      const numbered = new Map<string, string>();
      for (const enough of deaths) {
        const serving = await open(store);
        const filer = await filerOf(serving.address, 'supportdesk');
        const keys = Array.from({ length: enough + 200 }, () => randomUUID());
        for (const { key, text } of await fileUntilKilled(serving, filer, keys, enough))
          numbered.set(key, JSON.parse(text).data.ticketNumber);
      }

      const serving = await open(store);
      const filer = await filerOf(serving.address, 'supportdesk');
      expect(isAcknowledged(await filer.file())).toBe(true);
      await expectNoGap(filer);
      const stored = new Map(
        (await filer.list('tickets')).map((ticket) => [ticket.subject, ticket.ticketNumber]),
      );
      for (const [key, number] of numbered) expect(stored.get(key)).toBe(number);
      // Each ticket comes with two notifications, and neither without the other.
      expect(await filer.list('notifications')).toHaveLength(2 * stored.size);
      await serving.stop();
    });
  },
);
