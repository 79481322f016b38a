import { expect, it } from 'vitest';
import type { JournalLine } from '../../conformance/audit/journal-line.ts';
import { Clerk } from '../../conformance/proxy/clerk.ts';
import { RecentLines } from '../../conformance/proxy/recent-lines.ts';
import type { Passed } from '../../conformance/proxy/traffic/passing.ts';
import { loadProvider } from '../../specs/contract/load.ts';

/** Half of what may wait, or be kept. */
const half = 'x'.repeat(64 * 1024 * 1024 - 1000);

it.each([
  ['in its headers', { path: '/other', headers: ['X-Cookies', half] }],
  ['in its path', { path: `/other?cookie=${half}`, headers: [] }],
])('what waits to be looked at is bounded, also where it is long %s', async (_where, asked) => {
  const none = () => ({ bytes: new Uint8Array(), size: 0 });
  const passed = (): Passed => ({
    began: 0,
    ended: 1,
    request: { method: 'GET', isOver: true, body: none(), ...asked },
    answer: { status: 200, headers: [], body: none() },
  });
  const warnings: string[] = [];
  const settings = { contract: loadProvider('mava'), upstream: 'http://127.0.0.1:9' };
  const clerk = await Clerk.hire(settings, (one) => warnings.push(one));
  for (let i = 0; i < 3; i++) clerk.add(passed());
  const { report, lines } = await clerk.end();
  expect(warnings).toEqual([expect.stringMatching(/more passes than can be looked at/)]);
  expect(lines).toHaveLength(2);
  expect(report.stopped?.message).toBe(
    'Of 3 exchanges, 1 had to be left out (more passed than could be looked at).',
  );
});

it.each([
  ['headers', { headers: { a: half } }],
  ['a path', { path: half }],
  ['a body', { body: half }],
])('lines that are kept are bounded, also where %s is long', (_what, long) => {
  const time = new Date(0).toISOString();
  const line: JournalLine = {
    ...{ provider: 'mava', began: time, ended: time },
    request: { method: 'GET', path: '/', headers: {}, body: '', size: 0, ...long },
    answer: { status: 200, headers: {}, body: '' },
  };
  const lines = new RecentLines();
  for (let i = 0; i < 4; i++) lines.add(line);
  expect(lines.all).toHaveLength(2);
});
