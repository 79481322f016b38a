import type { RealTime } from '../../mock-server/clock.ts';

/**
 * A time that is a minute later each time it is looked at: for tests of something else than limits, so
 * that no number of requests uses one up.
 */
export function hurriedTime(): RealTime {
  let now = Date.UTC(2026, 3, 15);
  return () => {
    now += 60_000;
    return now;
  };
}
