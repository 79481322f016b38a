import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../mock-server/store/open-store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { storeContract } from './store-contract.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.remove());

storeContract('PostgreSQL', async () => openStore(await server.database(), { journalBound: 100 }));
