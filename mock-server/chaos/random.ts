import type { Latency } from './trouble.ts';

/** A number from 0 up to 1 that follows from these and nothing else. */
export function chance(seed: number, ...path: readonly number[]): number {
  let state = seed >>> 0;
  for (const step of path)
    state = mixed((state + 0x6d2b79f5 + Math.imul(step + 1, 0x9e3779b1)) >>> 0);
  return mixed(state) / 2 ** 32;
}

/** No answer is held back longer, in milliseconds: beyond some weeks a timer would not wait at all. */
const longest = 3_600_000;

/** Milliseconds, from two even numbers from 0 up to 1. */
export function delayOf(latency: Latency, one: number, other: number): number {
  if ('fixed' in latency) return latency.fixed;
  if ('from' in latency) return latency.from + one * (latency.to - latency.from);
  const spread = Math.log(latency.p99 / latency.median) / highestPercent;
  // Box and Muller; 1 - one is never 0.
  const normal = Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other);
  return Math.min(longest, latency.median * Math.exp(spread * normal));
}

/** Standard deviations above the mean that one in a hundred is beyond. */
const highestPercent = 2.326;

/** 32 bits, each of which depends on each of the number's. */
function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}
