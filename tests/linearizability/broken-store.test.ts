import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { seed } from '../support/seed.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { hunt } from './hunt.ts';
import type { Loss } from './losses.ts';
import { mavaCustomers } from './models/mava-customers.ts';
import { mavaWindow } from './models/mava-window.ts';
import { midlyrKeys } from './models/midlyr.ts';
import { supportdeskQuota, supportdeskTurns } from './models/supportdesk.ts';
import { tickitiKeys } from './models/tickiti.ts';
import { type Scenario, withResets } from './scenario.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.remove());

/** Most are found within ten. What is seen has to be a wrong answer: an error would show nothing. */
const histories = 400;

function useBroken(loss: Loss) {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster(await server.database(), 2, loss);
  });
  afterAll(() => cluster?.stop());
  return async <State, Input, Output>(scenario: Scenario<State, Input, Output>) => {
    const violation = await hunt(cluster, scenario, { seed, histories, passOverErrors: true });
    expect(violation?.report, `seed ${seed}`).toMatch(/^No order explains/);
  };
}

describe('without the locks of requests', () => {
  const expectCaught = useBroken('the locks of requests');
  it('a midlyr reference is seen to create twice', () => expectCaught(midlyrKeys));
  it('a tickiti key or number is seen twice', () => expectCaught(tickitiKeys));
  it('a supportdesk number or turn is seen twice', () => expectCaught(supportdeskTurns));
  it('a supportdesk quota is seen exceeded', () => expectCaught(supportdeskQuota));
  it('a mava customer is seen twice', () => expectCaught(mavaCustomers));
  it('a mava window is seen to count wrongly', () => expectCaught(mavaWindow));
});

describe('without the lock of sandboxes', () => {
  const expectCaught = useBroken('the lock of sandboxes');
  it('what a reset did not forget is seen', () => expectCaught(withResets(tickitiKeys)));
});

describe('with facts read before they are held', () => {
  const expectCaught = useBroken('the order of holding and reading');
  it('what was old is seen', () => expectCaught(tickitiKeys));
});
