import { type Attempt, isKeyGiven } from './attempt.ts';
import { type Intent, isAfter, isDone } from './intent.ts';
import type { AuditLimits } from './limits.ts';
import { retryAfterOf } from './retry-after.ts';

/** So many times by chance is too often. */
const enoughToBeHabit = 3;

/**
 * Attempts that were left undone, each with one that came after it, asked for the very same, and had another key
 * of the kind that names an event: a retry with a new key, or another event that is alike.
 */
export function renamedOf(intents: readonly Intent[]): readonly (readonly [Attempt, Attempt])[] {
  return intents.flatMap(({ attempts, twin }): [Attempt, Attempt][] => {
    const [before, after] = [twin?.attempts.at(-1), attempts[0]];
    if (!before || !after || before.key === undefined || !isKeyGiven(after)) return [];
    const isLeft = !isDone(before) && before.end !== 'refused' && isAfter(after, before);
    return isLeft ? [[before, after]] : [];
  });
}

/**
 * Whether a client makes those keys anew for each attempt. Then none comes twice, what was done does not come
 * again, and that is so of several events.
 */
export function areKeysMadeAnew(intents: readonly Intent[]): boolean {
  const payloads = new Set(renamedOf(intents).map(([, { payload }]) => payload));
  return (
    payloads.size >= enoughToBeHabit &&
    intents.every(
      ({ attempts, twin }) => attempts.length === 1 && !twin?.attempts.some((one) => isDone(one)),
    )
  );
}

/**
 * Answers that told a client that its request had been done before, each with what it sent anew after that, for
 * the very same and under another key. Where the key names an event it may be another event that is alike, unless
 * that is so of several.
 */
export function renewedOf(intents: readonly Intent[]): readonly (readonly [Attempt, Attempt])[] {
  const pairs = intents.flatMap(({ attempts, twin }): [Attempt, Attempt][] => {
    const [told, after] = [twin?.attempts.at(-1), attempts[0]];
    const isRenewed = told?.end === 'replayed' && after && isAfter(after, told);
    return isRenewed ? [[told, after]] : [];
  });
  const payloads = new Set(pairs.map(([, { payload }]) => payload));
  if (payloads.size >= enoughToBeHabit) return pairs;
  const made = pairs.filter(([, after]) => !isKeyGiven(after));
  return made.length > 1 ? made : [];
}

/**
 * Whether a client writes the time anew into each attempt. Then what differs by a time alone follows what was
 * left undone, never what was done, and that is so of several events.
 */
export function areTimesWrittenAnew(
  attempts: readonly Attempt[],
  { sameEvent, twins }: AuditLimits,
): boolean {
  const groups = Map.groupBy(attempts, ({ line, gist }) => `${line.credential} ${gist}`);
  let events = 0;
  for (const group of groups.values()) {
    const steps = group
      .slice(1)
      .map((after, index) => [group[index] as Attempt, after] as const)
      .filter(([before, after]) => before.payload !== after.payload);
    const isOther = ([before, after]: readonly [Attempt, Attempt]) =>
      !isAfter(after, before) || (isDone(before) && after.began - before.ended <= twins * 1000);
    if (steps.some(isOther)) return false;
    const isRetry = ([before, after]: readonly [Attempt, Attempt]) =>
      !isDone(before) &&
      before.end !== 'refused' &&
      after.began - before.ended <= (sameEvent + (retryAfterOf(before) ?? 0)) * 1000;
    if (steps.some(isRetry)) events += 1;
  }
  return events >= enoughToBeHabit;
}

/** Attempts that were left undone, and came again, whatever times were written in them. */
export function repeatedOf(attempts: readonly Attempt[]): ReadonlySet<Attempt> {
  const groups = Map.groupBy(attempts, ({ line, gist }) => `${line.credential} ${gist}`);
  return new Set([...groups.values()].flatMap((group) => group.slice(0, -1)));
}
