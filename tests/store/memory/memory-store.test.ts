import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { noWants } from '../../../mock-server/engine/facts.ts';
import { openMemoryStore } from '../../../mock-server/store/memory/memory-store.ts';
import { Texts } from '../../../mock-server/store/memory/texts.ts';
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
  afterEach(async () => {
    vi.restoreAllMocks();
    await store.close().catch(() => {});
  });

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

  it('keeps nothing of a seed that it refuses', async () => {
    const kept = vi.spyOn(Texts.prototype, 'keep');
    const released = vi.spyOn(Texts.prototype, 'release');
    const taken = {
      ...seed,
      provider: 'bravo',
      entities: [...seed.entities, ...seed.entities],
    };
    await expect(store.seed('b', [{ ...seed, credentials: [] }, taken])).rejects.toThrow(/unique/);
    const places = kept.mock.results.map(({ value }) => value);
    expect(places.length).toBe(2 * seed.entities.length);
    expect(released.mock.calls.map(([place]) => place).toSorted()).toEqual(places.toSorted());
    expect(await store.sandboxes()).toEqual([defaultSandbox]);
  });

  it('answers what waits before it is closed', async () => {
    const waiting = file();
    await store.close();
    await waiting;
  });

  it.each<[string, () => Promise<unknown>]>([
    ['check', () => store.check()],
    ['time', () => store.time()],
    ['transact', () => file()],
    ['entities', () => tickets()],
    ['seed', () => store.seed('b', [])],
    ['seedMissing', () => store.seedMissing('b', [])],
    ['reset', () => store.reset(defaultSandbox)],
    ['deleteSandbox', () => store.deleteSandbox(defaultSandbox)],
    ['sandboxes', () => store.sandboxes()],
    ['world', () => store.world(defaultSandbox)],
    ['state', () => store.state(defaultSandbox)],
    ['updateState', () => store.updateState(defaultSandbox, (state) => state)],
    ['appendJournal', () => store.appendJournal([entry('late')])],
    ['readJournal', () => store.readJournal({ sandbox: defaultSandbox, limit: 9 })],
    ['clearJournal', () => store.clearJournal(defaultSandbox)],
  ])('fails once it is closed: %s', async (_name, call) => {
    await store.close();
    await expect(call()).rejects.toMatchObject({
      name: 'StoreFailure',
      message: 'the store is closed',
    });
  });
});
