import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { htmlOf } from '../../conformance/report/html/page.ts';
import { jsonOf } from '../../conformance/report/json.ts';
import { junitOf } from '../../conformance/report/junit.ts';
import { markdownOf } from '../../conformance/report/markdown.ts';
import { terminalOf } from '../../conformance/report/terminal.ts';
import { curlOf } from '../../conformance/wire/curl.ts';
import type { Message } from '../../conformance/wire/message.ts';
import { sampleFinding, sampleReport } from './sample-report.ts';
import { sampleTarget } from './sample-target.ts';

const message: Message = {
  method: 'POST',
  path: '/api/ticket',
  headers: { 'x-auth-token': 'secret-token-1' },
  body: undefined,
};

/** What the shell gives to curl, after it has found the lines to be in order. */
function argumentsOf(curl: string): string[] {
  execFileSync('bash', ['-n', '-c', curl]);
  const stand = `curl() { printf '%s\\0' "$@"; }`;
  const script = `DOUBLECHECK_PRIMARY=secret-token-1\n${stand}\n${curl}`;
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('a request that is too long to be shown', () => {
  it.each<[string, Partial<Message>, string]>([
    ['a text', { body: `{"subject":"${'x'.repeat(1_048_576)}"}` }, 'body has 1,048,590 bytes'],
    ['quotes', { body: `"${"it's ".repeat(100_000)}"` }, 'body has 500,002 bytes'],
    ['letters of several bytes', { body: '😀'.repeat(5_000) }, 'body has 20,000 bytes'],
    ['bytes', { body: new Uint8Array(9_000).fill(255) }, 'body has 9,000 bytes'],
    ['a header', { headers: { 'x-long': "'".repeat(9_000) } }, 'header x-long has 9,000 bytes'],
    ['a path', { path: `/${'p'.repeat(9_000)}` }, 'URL has 9,027 bytes'],
  ])('is cut so that it pastes, and says how long it is: %s', (_name, parts, told) => {
    const curl = curlOf(sampleTarget(), { ...message, ...parts });
    expect(curl.length).toBeLessThan(10_000);
    const lines = curl.split('\n');
    expect(lines.at(-1)).toBe(`# cut: the whole ${told}; the replay command sends it whole`);
    expect(argumentsOf(curl).slice(0, 3)).toEqual(['-i', '-X', 'POST']);
    expect(argumentsOf(curl)).not.toContain('#');
  });

  it('is whole where it is not that long', () => {
    const body = `{"it's":"${'x'.repeat(3_000)}"}`;
    const curl = curlOf(sampleTarget(), { ...message, body });
    expect(curl).not.toContain('# cut');
    expect(argumentsOf(curl)).toEqual([
      '-i',
      '-X',
      'POST',
      'http://127.0.0.1:4010/acme/api/ticket',
      '-H',
      'x-auth-token: secret-token-1',
      '--data-binary',
      body,
    ]);
  });

  const curl = curlOf(sampleTarget(), { ...message, body: 'x'.repeat(1_048_576) });
  const report = sampleReport({
    findings: [
      sampleFinding(['acme/tags/max-20'], { exchanges: [{ curl, status: 201, answer: '' }] }),
    ],
  });
  it.each([
    ['the terminal', terminalOf],
    ['Markdown', markdownOf],
    ['HTML', htmlOf],
    ['JUnit', junitOf],
    ['JSON', jsonOf],
  ])('is told so in %s', (_name, write) => {
    const written = write(report);
    expect(written.length).toBeLessThan(60_000);
    expect(written).toContain('the whole body has 1,048,576 bytes; the replay command sends it');
  });
});
