import { isDone, type Retry, retriesOf } from '../intent.ts';
import { retryAfterOf } from '../retry-after.ts';
import { type AuditRule, held, type Scene, type Sight } from '../rule.ts';

const section = 'Back-off';

/** Milliseconds by which clocks and timers may be off. */
const tolerance = 50;

/** Retries after trouble that passes. */
function retries({ intents }: Scene): readonly Retry[] {
  return intents
    .flatMap(retriesOf)
    .filter(({ before }) => !isDone(before) && before.end !== 'refused');
}

/** Retries whose wait nobody prescribed, by their number within the intent. */
function ownWaits(scene: Scene): ReadonlyMap<number, readonly Retry[]> {
  const free = retries(scene).filter(({ before }) => retryAfterOf(before) === undefined);
  return Map.groupBy(free, ({ nth }) => nth);
}

const honoured: AuditRule = {
  id: 'back-off/retry-after',
  section,
  text: 'Retry-After is honoured.',
  advice: 'Wait as long as the answer says before the next attempt, and a little at random on top.',
  exercisedBy: 'storm',
  judge: (scene) =>
    retries(scene).flatMap((retry): Sight[] => {
      const asked = retryAfterOf(retry.before);
      if (asked === undefined) return [];
      const waited = Math.max(retry.waited, serverTimeBetween(retry));
      if (waited + tolerance >= asked * 1000) return [held];
      const what = `it was asked to wait ${asked} s, and waited ${seconds(waited)} s`;
      return [{ saw: 'broken', what, evidence: [retry.before, retry.after] }];
    }),
};

/** A test may have moved the double's clock in place of waiting. */
function serverTimeBetween({ before, after }: Retry): number {
  return Date.parse(after.line.at ?? '') - Date.parse(before.line.at ?? '') || 0;
}

/** So many waits in a row tell whether they grow. */
const enoughToGrow = 3;

/** Waits below this are none, from the second retry on. */
const atOnce = 20;

const growing: AuditRule = {
  id: 'back-off/grows',
  section,
  text: 'Each retry waits longer than the one before it.',
  advice: 'Double the wait with each attempt, up to a bound.',
  exercisedBy: 'outage',
  judge: (scene) => {
    const own = [...ownWaits(scene).values()].flat();
    const hasty = own.find(({ nth, waited }) => nth > 1 && waited < atOnce);
    if (hasty) {
      const what = `retry ${hasty.nth} came ${Math.round(hasty.waited)} ms after the failure`;
      return [{ saw: 'broken', what, evidence: [hasty.before, hasty.after] }];
    }
    const first = own.filter(({ nth }) => nth === 1).map(({ waited }) => waited);
    const later = own.filter(({ nth }) => nth > 1);
    const isGrown = first.length > 0 && mean(later.map(({ waited }) => waited)) > 1.3 * mean(first);
    if (later.length > 0 && isGrown) return [held];
    const flat = scene.intents.map(retriesOf).find(isFlat);
    if (!flat) return [];
    const waits = flat.map(({ waited }) => seconds(waited)).join(', ');
    const what = `the waits before its retries do not grow: ${waits} s`;
    return [{ saw: 'broken', what, evidence: flat.flatMap(({ before }) => before) }];
  },
};

/** Whether an intent's waits are always about the same. */
function isFlat(list: readonly Retry[]): boolean {
  const own = list.filter(({ before }) => !isDone(before) && retryAfterOf(before) === undefined);
  if (own.length < enoughToGrow) return false;
  const waits = own.map(({ waited }) => waited);
  return Math.max(...waits) <= 1.25 * Math.min(...waits) + tolerance;
}

/** So many waits of one kind can be compared, and so many in all tell whether chance is in them. */
const enoughToCompare = 3;
const enoughForChance = 5;

const jittered: AuditRule = {
  id: 'back-off/jitter',
  section,
  text: 'Waits differ by chance, so that clients that failed together do not come back together.',
  advice: 'Draw each wait at random, for instance from nothing to the full back-off.',
  exercisedBy: 'outage',
  judge(scene) {
    const groups = [...ownWaits(scene).values()].filter(isComparable);
    if (groups.flat().length < enoughForChance) return [];
    if (groups.some((list) => spreadOf(list) > Math.max(10, 0.02 * meanWait(list)))) return [held];
    const [list] = groups as [readonly Retry[]];
    const what = `${list.length} times, retry ${list[0]?.nth} came ${seconds(meanWait(list))} s after the failure, to ${Math.ceil(spreadOf(list))} ms`;
    return [{ saw: 'broken', what, evidence: list.slice(0, 3).map(({ after }) => after) }];
  },
};

/** Retries at once have nothing to draw. */
function isComparable(list: readonly Retry[]): boolean {
  return list.length >= enoughToCompare && meanWait(list) >= atOnce;
}

function spreadOf(list: readonly Retry[]): number {
  const waits = list.map(({ waited }) => waited);
  return Math.max(...waits) - Math.min(...waits);
}

function meanWait(list: readonly Retry[]): number {
  return mean(list.map(({ waited }) => waited));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

export const backOffRules: readonly AuditRule[] = [honoured, growing, jittered];
