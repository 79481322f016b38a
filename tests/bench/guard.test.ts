import { expect, it } from 'vitest';
import { findingsOf, lineOf } from '../../bench/speed/guard.ts';
import type { Row } from '../../bench/speed/rounds.ts';

const row = (subject: string, requestsPerSecond: number, microseconds = Number.NaN): Row => ({
  subject,
  load: 'create',
  requestsPerSecond,
  microseconds,
  requests: 0,
  p50: 0,
  p99: 0,
  busy: 1,
});
const measured = [row('peer', 2_000), row('Doublecheck', 9_000)];
const found = (least: number, beside = 'peer', rows = measured) =>
  findingsOf({ provider: 'tickiti', rows, absent: [] }, [{ load: 'create', beside, least }]);

it('a ratio holds at its floor and falls below it', () => {
  expect(found(4.5)).toMatchObject([{ ratio: 4.5, holds: true }]);
  expect(found(4.6)).toMatchObject([{ ratio: 4.5, holds: false }]);
  expect(found(4.6).map(lineOf)).toEqual(['FELL: create, 4.50 times peer; at least 4.6']);
});

it('a ratio to what was not measured does not hold', () => {
  expect(found(0, 'nobody')).toMatchObject([{ holds: false }]);
});

it('what the processor had to do counts, where it is known', () => {
  const rows = [row('peer', 2_000, 500), row('Doublecheck', 2_000, 100)];
  expect(found(5, 'peer', rows)).toMatchObject([{ ratio: 5, holds: true }]);
});
