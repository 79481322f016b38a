import type { Attempt } from '../attempt.ts';
import { type Intent, isAfter, isDone, type Retry, retriesOf } from '../intent.ts';
import { retryAfterOf } from '../retry-after.ts';
import { type AuditRule, held, type Scene, type Sight } from '../rule.ts';

const section = 'Back-off';

/** Milliseconds by which clocks and timers may be off. */
const tolerance = 50;

/** Retries after trouble that passes, by a client that knew of it. */
function retriesAfterTrouble({ intents }: Scene): readonly Retry[] {
  return intents.flatMap(retriesOf).filter(isRetry);
}

function isRetry({ before, after }: Retry): boolean {
  return !isDone(before) && before.end !== 'refused' && isAfter(after, before);
}

/** Retries whose wait nobody prescribed, by their number within the intent. */
function ownWaits(scene: Scene): ReadonlyMap<number, readonly Retry[]> {
  const free = retriesAfterTrouble(scene).filter(
    ({ before }) => retryAfterOf(before) === undefined,
  );
  return Map.groupBy(free, ({ nth }) => nth);
}

const honoured: AuditRule = {
  id: 'back-off/retry-after',
  section,
  text: 'Retry-After is honoured.',
  advice: 'Wait as long as the answer says before the next attempt, and a little at random on top.',
  exercisedBy: 'storm',
  judge: (scene) =>
    retriesAfterTrouble(scene).flatMap((retry): Sight[] => {
      const asked = retryAfterOf(retry.before);
      if (asked === undefined) return [];
      const waited = retry.waited + clockMovedBetween(retry);
      if (waited + tolerance >= asked * 1000) return [held];
      const what = `it was asked to wait ${asked} s, and waited ${seconds(waited)} s`;
      return [{ saw: 'broken', what, evidence: [retry.before, retry.after] }];
    }),
};

/** A test may have moved the double's clock in place of waiting, by so many milliseconds. */
function clockMovedBetween({ before, after }: Retry): number {
  // Others than a double tell the time of their answer, in whole seconds.
  if (before.line.outcome === undefined) return 0;
  const told = Date.parse(after.line.at ?? '') - Date.parse(before.line.at ?? '');
  const moved = told - (after.began - before.began);
  return moved > tolerance ? moved : 0;
}

/**
 * Waits that are drawn at random may be alike, short or shrinking for a while. Only of so many is it certain that
 * they do not grow: less than one in a thousand clients that back off has as many by chance.
 */
const enoughAtOnce = 4;
const enoughSteps = 5;

/** So many waits are shown; the evidence has all. */
const shownWaits = 10;

/** Waits below this are none, from the second retry on, in milliseconds. */
const atOnce = 20;

const growing: AuditRule = {
  id: 'back-off/grows',
  section,
  text: 'Each retry waits longer than the one before it.',
  advice: 'Double the wait with each attempt, up to a bound.',
  exercisedBy: 'outage',
  exercisedWithoutKeys: 'storm',
  judge(scene) {
    const own = [...ownWaits(scene).values()].flat();
    const later = own.filter(({ nth }) => nth > 1);
    const hurried = later.filter(({ waited }) => waited < atOnce);
    // A machine that is busy delays some.
    if (hurried.length >= Math.max(enoughAtOnce, 0.9 * later.length)) {
      const [hasty] = hurried as [Retry];
      const what = `retry ${hasty.nth} came ${Math.round(hasty.waited)} ms after the failure`;
      return [{ saw: 'broken', what, evidence: [hasty.before, hasty.after] }];
    }
    const first = own.filter(({ nth }) => nth === 1);
    const isGrown = first.length > 0 && later.length > 0 && meanWait(later) > 1.3 * meanWait(first);
    if (isGrown) return [held];
    if (isLevel(first, later)) {
      const [early, late] = [first, later].map((list) => seconds(meanWait(list)));
      const what = `first retries wait ${early} s on average, and later ones ${late} s`;
      return [{ saw: 'broken', what, evidence: later.slice(0, 3).flatMap(both) }];
    }
    const rows = scene.intents.map(ownRow).filter((row) => row.length > 1);
    const flat = rows.filter(isFlat).sort((a, b) => b.length - a.length);
    const steps = flat.reduce((sum, row) => sum + row.length - 1, 0);
    if (steps < enoughSteps || flat.length < 0.75 * rows.length) return [];
    const [longest] = flat as [readonly Retry[]];
    const waits = longest
      .slice(0, shownWaits)
      .map(({ waited }) => seconds(waited))
      .join(', ');
    const what = `the waits before its retries do not grow: ${waits} s`;
    return [{ saw: 'broken', what, evidence: longest.map(({ before }) => before) }];
  },
};

/** So many waits of each kind have a mean that chance does not move far. */
const enoughForMean = 20;

function isLevel(first: readonly Retry[], later: readonly Retry[]): boolean {
  const isEnough = Math.min(first.length, later.length) >= enoughForMean;
  return isEnough && meanWait(later) < 1.1 * meanWait(first);
}

function both({ before, after }: Retry): readonly Attempt[] {
  return [before, after];
}

/** An intent's own waits from its first retry on, in a row: later ones may have reached the bound. */
function ownRow(intent: Intent): readonly Retry[] {
  const list = retriesOf(intent);
  const end = list.findIndex((one) => !isRetry(one) || retryAfterOf(one.before) !== undefined);
  return end < 0 ? list : list.slice(0, end);
}

/** Whether waits are all the same, as far as timers go. */
function isFlat(list: readonly Retry[]): boolean {
  const shortest = list.reduce(
    (least, { waited }) => Math.min(least, waited),
    Number.POSITIVE_INFINITY,
  );
  return spreadOf(list) <= 0.25 * shortest + 5;
}

/** So many waits of one kind can be compared, and so many in all tell whether chance is in them. */
const enoughToCompare = 3;
const enoughForChance = 8;

const jittered: AuditRule = {
  id: 'back-off/jitter',
  section,
  text: 'Waits differ by chance, so that clients that failed together do not come back together.',
  advice: 'Draw each wait at random, for instance from nothing to the full back-off.',
  exercisedBy: 'outage',
  exercisedWithoutKeys: 'storm',
  takes: 'several requests that fail at the same time',
  judge(scene) {
    const groups = [...ownWaits(scene).values()].filter(isComparable);
    if (groups.flat().length < enoughForChance) return [];
    if (groups.some((list) => spreadOf(list) > Math.max(30, 0.1 * meanWait(list)))) return [held];
    // In between it may be chance, or a machine that is busy.
    if (groups.some((list) => spreadOf(list) > Math.max(10, 0.02 * meanWait(list)))) return [];
    const [list] = groups as [readonly Retry[]];
    const what = `${list.length} times, retry ${list[0]?.nth} came ${seconds(meanWait(list))} s after the failure, to ${Math.ceil(spreadOf(list))} ms`;
    return [
      {
        saw: 'broken',
        what,
        evidence: list.slice(0, 3).flatMap(both),
      },
    ];
  },
};

/** Retries at once have nothing to draw. */
function isComparable(list: readonly Retry[]): boolean {
  return list.length >= enoughToCompare && meanWait(list) >= atOnce;
}

function spreadOf(list: readonly Retry[]): number {
  const waits = list.map(({ waited }) => waited).sort((a, b) => a - b);
  return (waits.at(-1) ?? 0) - (waits[0] ?? 0);
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
