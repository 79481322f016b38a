import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../conformance/report/html/page.ts';
import { junitOf } from '../../conformance/report/junit.ts';
import { markdownOf } from '../../conformance/report/markdown.ts';
import { terminalOf } from '../../conformance/report/terminal.ts';
import { sampleReport } from './sample-report.ts';

const curl = `curl -i -X POST 'http://127.0.0.1:4010/x' \\\n  -H "x-auth-token: \${DOUBLECHECK_LAST}"`;
const stopped = { by: 'gone', message: 'It is gone.', mend: 'Start it.' } as const;
const last = { curl, status: null, answer: 'no answer: the connection ended' };
const told = sampleReport({ exitCode: 3, findings: [], stopped: { ...stopped, last } });
const untold = sampleReport({ exitCode: 3, findings: [], stopped });

describe('the request after which a target stopped answering', () => {
  it.each([
    ['the terminal', terminalOf],
    ['Markdown', markdownOf],
    ['HTML', htmlOf],
    ['JUnit', junitOf],
  ])('is shown in %s', (_name, write) => {
    expect(write(untold)).not.toContain('The last request was');
    const text = write(told).replaceAll('&#39;', "'").replaceAll('&quot;', '"');
    expect(text).toContain('The last request was');
    expect(text).toContain("curl -i -X POST 'http://127.0.0.1:4010/x' \\\n");
    expect(text).toContain('no answer: the connection ended');
  });

  it.each([
    ['the terminal', terminalOf],
    ['Markdown', markdownOf],
    ['HTML', htmlOf],
  ])('has its variables named in %s', (_name, write) => {
    expect(write(told)).toContain('export DOUBLECHECK_LAST=');
  });
});
