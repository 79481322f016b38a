// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how target files name variables

import { describe, expect, it } from 'vitest';
import { readWith, refusal } from './write-target.ts';

/** How the token comes out that is written so. */
function tokenOf(token: string, env: NodeJS.ProcessEnv): string | undefined {
  const credentials = { primary: { tenant: 'acme', token } };
  return readWith({ credentials }, { env }).credentials.primary?.value;
}

describe('a variable in a target file', () => {
  it('has its value from the environment, anywhere in a text', () => {
    expect(tokenOf('${KEY}', { KEY: 'k' })).toBe('k');
    expect(tokenOf('a-${KEY}-${OTHER_2}', { KEY: 'k', OTHER_2: 'o' })).toBe('a-k-o');
    const target = readWith({ baseUrl: 'http://${HOST}' }, { env: { HOST: 'localhost:80' } });
    expect(target.baseUrl).toBe('http://localhost:80');
  });

  it('is not looked for in what a variable holds', () => {
    expect(tokenOf('${KEY}', { KEY: '${OTHER}' })).toBe('${OTHER}');
  });

  it('stands for itself with two dollars', () => {
    expect(tokenOf('$${KEY}', {})).toBe('${KEY}');
  });

  it.each([
    [
      'is not set',
      '${KEY}',
      {},
      /\/credentials\/primary\/token: .*KEY is not set\n {4}.*export KEY=/,
    ],
    ['is empty', '${KEY}', { KEY: '' }, /KEY is empty/],
    ['has no name', '${}', {}, /"" names no variable/],
    ['has a default, which is not to be had', '${KEY:-x}', {}, /"KEY:-x" names no variable/],
  ])('is told with line and pointer when it %s', (_name, token, env, pattern) => {
    const message = refusal(() => tokenOf(token, env));
    expect(message).toMatch(pattern);
    expect(message).toMatch(/^target\.yaml:\d+ /);
  });

  it('may not hold what no header can', () => {
    const message = refusal(() => tokenOf('${KEY}', { KEY: 'multi\nline' }));
    expect(message).toMatch(/printable ASCII/);
    expect(message).not.toContain('multi');
  });
});
