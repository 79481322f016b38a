import { type Attempt, isKeyGiven } from './attempt.ts';
import { type Intent, isAfter, isDone } from './intent.ts';

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
