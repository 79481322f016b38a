import type { Pacer } from '../suite/pacer.ts';
import type { Target } from '../target/target.ts';

/** How long it may take, where the target sets the pace. */
export function estimateOf(checks: number, { rate }: Pacer, { controls, pacing }: Target): string {
  const perSecond = Math.min(
    pacing?.requestsPerSecond ?? Number.POSITIVE_INFINITY,
    rate && !controls?.advance ? rate.limit / rate.window : Number.POSITIVE_INFINITY,
  );
  if (!Number.isFinite(perSecond)) return '';
  const minutes = (checks * 1.3) / perSecond / 60;
  return `about ${Math.max(1, Math.round(minutes))} min at the target's ${Number(perSecond.toFixed(1))} requests/s`;
}
