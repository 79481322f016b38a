import type { Choices } from './choices/mava.ts';

const windowLength = 30_000;
const nextWindow = (time: number) => Math.floor(time / windowLength + 1) * windowLength;

/** Counts the requests of each key: 90 in 30 seconds. */
export function newLimiter(window: Choices['window']) {
  const taken = new Map<string, number[]>();
  /** When a request that was taken counts no more. */
  const endOf = (at: number, first: number): number =>
    ({
      sliding: at + windowLength,
      aligned: nextWindow(at),
      'from first request': first + windowLength,
    })[window];
  const countedAt = (key: string, now: number): number[] => {
    const times = taken.get(key) ?? [];
    return times.filter((at) => now < endOf(at, times[0] ?? at));
  };
  return {
    /** How many requests are left, and for how many milliseconds there are none. */
    look(key: string, now: number): { left: number; wait: number } {
      const counted = countedAt(key, now);
      const [first = now] = counted;
      const left = 90 - counted.length;
      return { left, wait: left > 0 ? 0 : endOf(first, first) - now };
    },
    take(key: string, now: number): void {
      taken.set(key, [...countedAt(key, now), now]);
    },
  };
}
