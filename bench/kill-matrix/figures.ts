/** The middle of some figures, and what nine of ten of them do not exceed; of an even number, the lower. */
export function spread(figures: readonly number[]): { median: number | '–'; p90: number | '–' } {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? '–';
  return { median: at(0.5), p90: at(0.9) };
}

/** `97.3 %`; never 100 while one is missing. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '–';
  const percent = (100 * part) / whole;
  return `${(part < whole ? Math.min(percent, 99.9) : percent).toFixed(1)} %`;
}
