import type { Attempt } from './attempt.ts';

/** Something that the client wanted done once: its first attempt, and the others that it made for it. */
export interface Intent {
  readonly attempts: readonly Attempt[];
  /** An intent before it that asked for the very same, and was over shortly before this began. */
  readonly twin?: Intent;
}

/** An attempt and the one before it of the same intent. */
export interface Retry {
  readonly before: Attempt;
  readonly after: Attempt;
  /** How many retries of the intent there were up to this. */
  readonly nth: number;
  /** Milliseconds from the end of the one to the beginning of the other. */
  readonly waited: number;
}

/** The retries of an intent, the first first; attempts that overlap wait for nothing. */
export function retriesOf({ attempts }: Intent): readonly Retry[] {
  return attempts.slice(1).map((after, index) => {
    const before = attempts[index] as Attempt;
    return { before, after, nth: index + 1, waited: Math.max(0, after.began - before.ended) };
  });
}

/** Whether the client knows that it is done. */
export function isDone({ end }: Attempt): boolean {
  return end === 'done' || end === 'replayed';
}

/** Whether the one began when the client knew what had become of the other. */
export function isAfter(after: Attempt, before: Attempt): boolean {
  const tolerance = before.line.hungUp === 'client' ? clockTolerance : 0;
  return after.began >= before.ended - tolerance;
}

/**
 * What was sent again of an intent right after the client was told that it was done, and first the attempt that
 * told so.
 */
export function needlessOf({ attempts }: Intent): readonly Attempt[] {
  const done = attempts.find(isDone);
  const again = attempts.filter((attempt, index) => {
    const before = attempts[index - 1];
    return (
      before && isDone(before) && isAfter(attempt, before) && attempt.payload === before.payload
    );
  });
  return done && again.length > 0 ? [done, ...again] : [];
}

/** Milliseconds: who hangs up may begin anew before the other side has noticed. */
const clockTolerance = 100;
