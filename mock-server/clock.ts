/** How a sandbox's time relates to the real one: shifted, or standing still. */
export interface ClockState {
  /** Milliseconds ahead of the real time. */
  readonly offset: number;
  /** Milliseconds since 1970; while set, time does not pass. */
  readonly frozenAt?: number;
}

/** The real time, in milliseconds since 1970. Injected, so that a test can hold it. */
export type RealTime = () => number;

/** What the clock shows at a real time: everything of a sandbox that depends on time reads this. */
export function readClock({ offset, frozenAt }: ClockState, realTime: number): number {
  return frozenAt ?? realTime + offset;
}

let written = { time: Number.NaN, text: '' };

/** A time as RFC 3339. Requests of the same millisecond share the text: making it is dear. */
export function rfc3339(time: number): string {
  if (time !== written.time) written = { time, text: new Date(time).toISOString() };
  return written.text;
}

/** Moves a clock by some milliseconds, forth or back. */
export function advanceClock(state: ClockState, milliseconds: number): ClockState {
  const { offset, frozenAt } = state;
  if (frozenAt !== undefined) return { offset, frozenAt: frozenAt + milliseconds };
  return { offset: offset + milliseconds };
}

/** Stops a clock at a time, or at what it shows. */
export function freezeClock(state: ClockState, realTime: number, at?: number): ClockState {
  return { offset: state.offset, frozenAt: at ?? readClock(state, realTime) };
}

/** Whether a time, in milliseconds since 1970, can be written as RFC 3339 and ids can be made at it. */
export function isShowable(time: number): boolean {
  return time >= 0 && time <= Date.UTC(9999, 11, 31, 23, 59, 59, 999);
}
