import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { seed } from '../support/seed.ts';
import { burst } from './burst.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { hunt } from './hunt.ts';
import { mavaCustomers } from './models/mava-customers.ts';
import { mavaWindow } from './models/mava-window.ts';
import { midlyrKeys } from './models/midlyr.ts';
import { supportdeskQuota, supportdeskTurns } from './models/supportdesk.ts';
import { tickitiKeys } from './models/tickiti.ts';
import { type Scenario, withResets } from './scenario.ts';

/** How many times more histories than usual: for a long hunt. */
const patience = Number(process.env.DOUBLECHECK_PATIENCE ?? 1);

let server: PostgresServer;
let cluster: Cluster;
beforeAll(async () => {
  server = await startPostgres();
  cluster = await startCluster(await server.database(), 3);
});
afterAll(async () => {
  await cluster?.stop();
  await server?.remove();
});

async function expectOrder<State, Input, Output>(
  scenario: Scenario<State, Input, Output>,
  histories: number,
): Promise<void> {
  const violation = await hunt(cluster, scenario, { seed, histories: histories * patience });
  expect(violation?.report).toBeUndefined();
}

describe('three processes over one PostgreSQL are one provider', {
  timeout: 20_000 * patience,
}, () => {
  it('midlyr: an externalRef creates once, and later requests are told of it', () =>
    expectOrder(midlyrKeys, 60));
  it('tickiti: a key creates once, numbers have no gaps, each person has one record', () =>
    expectOrder(tickitiKeys, 80));
  it('supportdesk: numbers have no gaps, and agents take turns', () =>
    expectOrder(supportdeskTurns, 60));
  it('supportdesk: a month has as many tickets as the plan', () =>
    expectOrder(supportdeskQuota, 60));
  it('mava: each email and wallet has one customer', () => expectOrder(mavaCustomers, 80));
  it('mava: each key has one window', () => expectOrder(mavaWindow, 60));

  it('mava: of 120 at once 90 pass, and each is told another rest', async () => {
    for (let round = 0; round < 5; round += 1) expect(await burst(cluster, 120)).toBe(90);
  });

  it('midlyr: a reset in the middle forgets all', () => expectOrder(withResets(midlyrKeys), 50));
  it('tickiti: a reset in the middle forgets all', () => expectOrder(withResets(tickitiKeys), 50));
  it('supportdesk: a reset in the middle forgets all', () =>
    expectOrder(withResets(supportdeskTurns), 50));
});
