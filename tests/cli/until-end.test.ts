import { describe, expect, it } from 'vitest';
import { untilEnd } from '../../cli/until-end.ts';

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('a command that waits for its end', () => {
  it('waits for the signal alone where it has no limit: no timer runs out', async () => {
    const told = new AbortController();
    const before = timers();
    const end = untilEnd(told.signal);
    expect(timers()).toBe(before);
    told.abort();
    await end;
  });

  it('ends at its limit, at the signal before it, and at once after the signal', async () => {
    await untilEnd(new AbortController().signal, 0.001);
    const told = new AbortController();
    const end = untilEnd(told.signal, 3600);
    told.abort();
    await end;
    await untilEnd(told.signal);
    await untilEnd(told.signal, 3600);
  });
});
