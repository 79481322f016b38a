import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress } from '../../conformance/report/create-progress.ts';
import type { RunEvent } from '../../conformance/report/report.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';

const events: RunEvent[] = [
  { type: 'check', check: 'preflight', requests: 2 },
  { type: 'started', checks: 2, estimate: '' },
  { type: 'phase', phase: 'coverage', checks: 2 },
  { type: 'check', check: 'a', requests: 10 },
  { type: 'finding', finding: sampleFinding(['acme/a', 'acme/b']) },
  { type: 'waiting', seconds: 0.2, because: 'pacing' },
  { type: 'waiting', seconds: 11.2, because: 'the rate limit' },
  { type: 'check', check: 'b', requests: 20 },
  { type: 'finished', report: sampleReport() },
];

async function shownOn(output: PassThrough & { isTTY?: boolean }): Promise<string> {
  let text = '';
  output.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const progress = await createProgress(output);
  for (const event of events) progress.on(event);
  progress.stop();
  output.end();
  return text;
}

describe('progress', () => {
  it('is plain lines where nobody looks on, without a line for each check', async () => {
    expect((await shownOn(new PassThrough())).split('\n')).toEqual([
      '2 checks',
      'coverage: 2 checks',
      'fail: acme/a, acme/b',
      'waiting 12 s: the rate limit',
      '',
    ]);
  });

  it('is a bar on a terminal, which is gone at the end', async () => {
    const terminal = Object.assign(new PassThrough(), {
      isTTY: true,
      columns: 100,
      cursorTo: () => true,
      clearLine: () => true,
    });
    const text = await shownOn(terminal);
    expect(text).toMatch(/ 0\/2 checks · about \S+ left · starting · /);
    // The cursor is shown again.
    expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'));
  });
});
