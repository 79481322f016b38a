import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../conformance/report/html/page.ts';
import { jsonOf } from '../../conformance/report/json.ts';
import { junitOf } from '../../conformance/report/junit.ts';
import { markdownOf } from '../../conformance/report/markdown.ts';
import { terminalOf } from '../../conformance/report/terminal.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';

const long = `curl --data-binary '${'x'.repeat(1_048_576)}'`;
const report = sampleReport({
  findings: [
    sampleFinding(['acme/tags/max-20'], { exchanges: [{ curl: long, status: 201, answer: '' }] }),
  ],
});

describe('a request of a megabyte', () => {
  it.each([
    ['the terminal', terminalOf],
    ['Markdown', markdownOf],
    ['HTML', htmlOf],
    ['JUnit', junitOf],
  ])('is cut in %s, which says so', (_name, write) => {
    const written = write(report);
    expect(written.length).toBeLessThan(60_000);
    expect(written).toContain('cut: it has 1,048,597 characters; the replay below sends all of it');
  });

  it('is whole in JSON', () => {
    expect(JSON.parse(jsonOf(report)).findings[0].exchanges[0].curl).toBe(long);
  });
});
