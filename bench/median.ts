/** The item in the middle by a measure; of an even number, the lower of the two. */
export function medianBy<T>(items: readonly T[], measure: (item: T) => number): T {
  const sorted = items.toSorted((a, b) => measure(a) - measure(b));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error('there is no median of nothing');
  return middle;
}
