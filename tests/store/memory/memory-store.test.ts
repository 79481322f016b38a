import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noWants } from '../../../mock-server/engine/facts.ts';
import { openMemoryStore } from '../../../mock-server/store/memory/memory-store.ts';
import { defaultSandbox, type Store } from '../../../mock-server/store/store.ts';
import { entry } from '../../support/journal-entry.ts';
import { accepted, seed, storeContract } from '../store-contract.ts';

const open = () => openMemoryStore({ journalBound: 100 });

storeContract('memory', async () => open());

describe('the store in memory', () => {
  let store: Store;
  beforeEach(async () => {
    store = open();
    await store.seed(defaultSandbox, [seed]);
  });
  afterEach(() => store.close().catch(() => {}));

  const file = () =>
    store.transact('acme', { ...noWants(), token: 'n1' }, () =>
      accepted([{ write: 'entity', kind: 'ticket', id: 't', data: {} }]),
    );
  const tickets = () =>
    store.entities({
      sandbox: defaultSandbox,
      provider: 'acme',
      kind: 'ticket',
      limit: 9,
      offset: 0,
    });

  it('does what was asked first before what was asked next, though nobody waits', async () => {
    await Promise.all([file(), store.reset(defaultSandbox)]);
    expect(await tickets()).toEqual([]);
    await Promise.all([file(), store.deleteSandbox(defaultSandbox)]);
    expect(await store.sandboxes()).toEqual([]);
  });

  it('forgets with a seed what the journal has of its provider, whenever that came', async () => {
    await store.deleteSandbox(defaultSandbox);
    await store.appendJournal([entry('late')]);
    await store.seed(defaultSandbox, [seed]);
    expect(await store.readJournal({ sandbox: defaultSandbox, limit: 9 })).toEqual([]);
  });

  it('answers what waits before it is closed, and fails afterwards', async () => {
    const waiting = file();
    await store.close();
    await waiting;
    await expect(file()).rejects.toMatchObject({ name: 'StoreFailure' });
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreFailure' });
  });
});
