import { advanceClock, type ClockState, freezeClock, isShowable, readClock } from '../../clock.ts';
import { AdminError } from '../admin-error.ts';
import type { AdminContext, Handler } from '../context.ts';

/** Exactly one of these, as the admin API's document demands. */
interface ClockChange {
  /** Seconds. */
  readonly advance?: number;
  /** Now, or at a time. */
  readonly freeze?: true | string;
  readonly real?: true;
}

/** The clock of a sandbox. */
export function clockHandlers(context: AdminContext): Record<string, Handler> {
  const { store } = context.service;
  const tell = (clock: ClockState, realTime: number) => {
    const now = new Date(readClock(clock, realTime)).toISOString();
    return { body: { now, frozen: clock.frozenAt !== undefined } };
  };
  const changed = (
    clock: ClockState,
    { advance, freeze }: ClockChange,
    realTime: number,
  ): ClockState => {
    if (advance !== undefined) return advanceClock(clock, advance * 1000);
    if (freeze === true) return freezeClock(clock, realTime);
    if (freeze !== undefined) return freezeClock(clock, realTime, Date.parse(freeze));
    return { offset: 0 };
  };

  return {
    async readClock(input) {
      const { state } = await context.sandboxOf(input);
      return tell(state.clock, await store.time());
    },
    async setClock(input) {
      const realTime = await store.time();
      const { clock } = await context.change(input, (state) => {
        const next = changed(state.clock, input.body as ClockChange, realTime);
        if (isShowable(readClock(next, realTime))) return { ...state, clock: next };
        const mend = 'Let it show a time from 1970 to 9999; leap seconds are none that it knows.';
        throw new AdminError(400, 'the clock cannot show that time', mend);
      });
      return tell(clock, realTime);
    },
  };
}
