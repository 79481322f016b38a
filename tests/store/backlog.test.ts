import { describe, expect, it } from 'vitest';
import { Backlog } from '../../mock-server/journal/backlog.ts';
import type { JournalEntry } from '../../mock-server/journal/journal.ts';
import { silentLog } from '../../mock-server/log.ts';
import type { Store } from '../../mock-server/store/store.ts';
import { entry } from '../support/journal-entry.ts';

const bound = 10;

function open() {
  const kept: (string | undefined)[] = [];
  const batches: number[] = [];
  let fails = false;
  let whileWriting = () => {};
  const appendJournal = async (entries: readonly JournalEntry[]) => {
    await new Promise((resolve) => setImmediate(resolve));
    whileWriting();
    if (fails) throw new Error('the disk is full');
    batches.push(entries.length);
    kept.push(...entries.map(({ reason }) => reason));
  };
  const backlog = new Backlog({ appendJournal } as unknown as Store, silentLog, bound);
  const add = (...numbers: number[]) => {
    for (const number of numbers) backlog.add(entry(String(number)));
  };
  return {
    kept,
    batches,
    backlog,
    add,
    fail: (does: boolean) => {
      fails = does;
    },
    duringWrite: (run: () => void) => {
      whileWriting = run;
    },
  };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the entries that are not in the store yet', () => {
  it('are written together, and in their order', async () => {
    const { kept, batches, backlog, add } = open();
    add(1, 2, 3);
    await backlog.flush();
    add(4);
    await backlog.flush();
    expect([kept, batches]).toEqual([
      ['1', '2', '3', '4'],
      [3, 1],
    ]);
  });

  it('wait while the store fails, and are written in their order when it works again', async () => {
    const { kept, backlog, add, fail } = open();
    fail(true);
    add(1, 2);
    await backlog.flush();
    add(3);
    await backlog.flush();
    expect(kept).toEqual([]);
    fail(false);
    await backlog.flush();
    expect(kept).toEqual(['1', '2', '3']);
  });

  it('are no more than the newest of the journal’s bound while the store fails', async () => {
    const { kept, backlog, add, fail } = open();
    fail(true);
    add(...numbers(1, 200));
    await backlog.flush();
    fail(false);
    await backlog.flush();
    expect(kept).toEqual(numbers(191, 200).map(String));
  });

  it('are not waited for when they come after the asking', async () => {
    const { kept, backlog, add, duringWrite } = open();
    let next = 1;
    duringWrite(() => add(++next));
    add(1);
    await backlog.flush();
    expect(kept).toEqual(['1']);
    duringWrite(() => {});
    await backlog.flush();
  });

  it('keep nobody from closing when the store fails', async () => {
    const { kept, backlog, add, fail } = open();
    fail(true);
    add(1);
    await backlog.close();
    expect(kept).toEqual([]);
  });
});
