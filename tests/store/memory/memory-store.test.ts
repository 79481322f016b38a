import { openMemoryStore } from '../../../mock-server/store/memory/memory-store.ts';
import { storeContract } from '../store-contract.ts';

storeContract('memory', async () => openMemoryStore({ journalBound: 100 }));
