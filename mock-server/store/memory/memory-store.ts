import type { Entity } from '../../engine/facts.ts';
import type { EntityFilter, Store, StoreOptions } from '../store.ts';
import { JournalRing } from './journal-ring.ts';
import { Sandboxes } from './sandboxes.ts';
import { Texts } from './texts.ts';
import { Turn } from './turn.ts';

/**
 * The store that ends with the process. Reading, deciding and writing are one synchronous block, so that no two
 * requests can interleave, and a decision's writes are done when none of them can fail any more.
 */
export function openMemoryStore({ journalBound, realTime = Date.now }: StoreOptions): Store {
  const texts = new Texts();
  const journal = new JournalRing(journalBound);
  const sandboxes = new Sandboxes(texts, journal);
  const turn = new Turn(sandboxes, realTime);
  const whileOpen = async <T>(work: () => T): Promise<T> => {
    turn.mustBeOpen();
    return work();
  };
  /** What was asked before is done before. */
  const change = async <T>(work: () => T): Promise<T> => {
    turn.end();
    return work();
  };

  return {
    where: 'memory',
    isShared: false,
    check: () => change(() => {}),
    time: () => whileOpen(realTime),
    transact: (provider, wants, decide) => turn.transact(provider, wants, decide),
    entities: (filter) => whileOpen(() => entitiesOf(sandboxes, filter)),

    seed: (sandbox, seeds) => change(() => sandboxes.seed(sandbox, seeds)),
    seedMissing: (sandbox, seeds) => change(() => sandboxes.seedMissing(sandbox, seeds)),
    reset: (sandbox) => change(() => sandboxes.reset(sandbox)),
    deleteSandbox: (sandbox) => change(() => sandboxes.delete(sandbox)),
    sandboxes: () => whileOpen(() => sandboxes.names()),
    world: (sandbox) => whileOpen(() => sandboxes.get(sandbox)?.world),
    state: (sandbox) => whileOpen(() => sandboxes.get(sandbox)?.state),
    updateState: (name, edit) =>
      change(() => {
        const sandbox = sandboxes.get(name);
        if (sandbox) sandbox.state = edit(sandbox.state);
        return sandbox?.state;
      }),

    appendJournal: (entries) => whileOpen(() => journal.append(entries)),
    readJournal: (filter) => whileOpen(() => journal.read(filter)),
    clearJournal: (sandbox) => whileOpen(() => journal.clear(sandbox)),

    async close() {
      turn.close();
      texts.close();
      journal.close();
    },
  };
}

function entitiesOf(
  sandboxes: Sandboxes,
  { sandbox, provider, kind, tenant, view, limit, offset }: EntityFilter,
): Entity[] {
  const room = sandboxes.get(sandbox)?.rooms.get(provider);
  const found: Entity[] = [];
  let passed = 0;
  for (const entity of room?.entities(kind, tenant) ?? []) {
    if (found.length === limit) break;
    const { views } = entity.data;
    if (view !== undefined && !(Array.isArray(views) && views.includes(view))) continue;
    passed += 1;
    if (passed > offset) found.push(entity);
  }
  return found;
}
