import { describe, expect, it } from 'vitest';
import { statesAfter } from './check.ts';
import type { Exchange, Model } from './history.ts';

type Input = 'add' | 'clear';

/** A counter that tells its new value. */
const counter: Model<number, Input, number> = {
  initial: 0,
  step(state, input, output) {
    const next = input === 'add' ? state + 1 : 0;
    return output === next ? next : undefined;
  },
};

/** One exchange: what was asked and told, from when to when. */
function seen(input: Input, output: number, begin: number, end: number): Exchange<Input, number> {
  return { client: 0, process: 0, begin, end, input, output };
}

const after = (...history: Exchange<Input, number>[]) => statesAfter(counter, [0], history);

describe('a history that an order explains', () => {
  it('is one that nothing happened in', () => expect(after()).toEqual([0]));
  it('is one after the other', () =>
    expect(after(seen('add', 1, 0, 1), seen('add', 2, 2, 3))).toEqual([2]));
  it('is the later one first, where both were under way at once', () =>
    expect(after(seen('add', 2, 0, 3), seen('add', 1, 1, 2))).toEqual([2]));
  it('is one that needs a step back from what looked right', () =>
    expect(
      after(
        seen('clear', 0, 0, 9),
        seen('add', 1, 0, 2),
        seen('add', 1, 3, 4),
        seen('add', 2, 5, 6),
      ),
    ).toEqual([2]));
  it('may leave more than one state behind', () =>
    expect(after(seen('add', 1, 0, 9), seen('clear', 0, 0, 9)).sort()).toEqual([0, 1]));
  it('begins with any of the states that there may have been', () =>
    expect(statesAfter(counter, [0, 7], [seen('add', 8, 0, 1)])).toEqual([8]));
  it('may have a hundred requests at once, most of them alike', () => {
    const clears = Array.from({ length: 100 }, () => seen('clear', 0, 0, 9));
    expect(after(...clears, seen('add', 1, 0, 9)).sort()).toEqual([0, 1]);
  });
});

describe('a history that no order explains', () => {
  it('tells one value twice', () =>
    expect(after(seen('add', 1, 0, 9), seen('add', 1, 0, 9))).toEqual([]));
  it('leaves a value out', () =>
    expect(after(seen('add', 1, 0, 9), seen('add', 3, 0, 9))).toEqual([]));
  it('has the right values, but in an order that time forbids', () =>
    expect(after(seen('add', 2, 0, 1), seen('add', 1, 2, 3))).toEqual([]));
  it('remembers what was cleared before it began', () =>
    expect(after(seen('add', 1, 0, 1), seen('clear', 0, 2, 3), seen('add', 2, 4, 5))).toEqual([]));
  it('is explained but for its last exchange', () =>
    expect(after(seen('add', 1, 0, 1), seen('add', 2, 0, 1), seen('add', 2, 0, 9))).toEqual([]));
});
