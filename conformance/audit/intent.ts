import type { Attempt } from './attempt.ts';

/** Something that the client wanted done once: its first attempt, and the others that it made for it. */
export interface Intent {
  readonly attempts: readonly Attempt[];
  /** An intent before it that asked for the very same, and was over shortly before this began. */
  readonly twin?: Intent;
  /** What had its key before, asked for something else, and was done. */
  readonly reuses?: Attempt;
  /** No key tells its attempts from those of others that ask for the very same: they may be several events. */
  readonly isGuess?: boolean;
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

/** The retries of an intent, the first first; attempts that overlap wait for nothing, and a guess has none. */
export function retriesOf({ attempts, isGuess }: Intent): readonly Retry[] {
  if (isGuess) return [];
  return attempts.slice(1).map((after, index) => {
    const before = attempts[index] as Attempt;
    return { before, after, nth: index + 1, waited: Math.max(0, after.began - before.ended) };
  });
}

/** Whether the client knows that it is done. */
export function isDone({ end }: Attempt): boolean {
  return end === 'done' || end === 'replayed';
}

/** Whether attempts have one key, by which a server knows them again. */
export function isUnderOneKey(attempts: readonly Attempt[]): boolean {
  return attempts.every(({ key }) => key !== undefined && key === attempts[0]?.key);
}

/** Whether the one began when the client knew what had become of the other. */
export function isAfter(after: Attempt, before: Attempt): boolean {
  return after.began >= overFor(before);
}

/** When an attempt was over for its client, in milliseconds. */
export function overFor({ began, ended, line }: Attempt): number {
  return line.hungUp === 'client' ? Math.max(began, ended - clockTolerance) : ended;
}

/**
 * What was sent again of an intent right after the client was told that it was done, and first the attempt that
 * told so.
 */
export function needlessOf({ attempts, isGuess }: Intent): readonly Attempt[] {
  if (isGuess) return [];
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
