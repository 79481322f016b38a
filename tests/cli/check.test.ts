import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractFile, providers } from '../../specs/contract/providers.ts';
import { refusalOf, runCli, temporaryFolder } from '../support/cli.ts';
import { someOf } from '../support/some-of.ts';

/** Checks loop's contract with a part of its text replaced. */
async function checkWith(part: string, replacement: string) {
  const whole = readFileSync(contractFile('loop'), 'utf8');
  expect(whole).toContain(part);
  const file = path.join(temporaryFolder(), 'openapi.yaml');
  writeFileSync(file, whole.replace(part, replacement));
  const { code, stdout, stderr } = await runCli(['check', file]);
  return { code, stdout, message: stderr.replaceAll(file, 'openapi.yaml') };
}

describe('doublecheck check', () => {
  it.each(someOf(providers, 3))('finds the contract of %s in order', async (provider) => {
    const { code, stdout, stderr } = await runCli(['check', provider]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/: \d+ clauses, \d+ operations?, all in order\n$/);
  });

  it('takes a file as well as a name', async () => {
    const { code } = await checkWith('x-provider: loop', 'x-provider: loop');
    expect(code).toBe(0);
  });

  it.each([
    ['a clause without a level', '    level: documented\n', '', /\/x-clauses\/\d+/],
    ['a clause that nobody declared', 'clause: loop/order', 'clause: loop/odour', /loop\/odour/],
    [
      'an answer that the catalogue lacks',
      'answers: [forbidden]',
      'answers: [forbiden]',
      /forbiden/,
    ],
    ['a behaviour that nobody knows', '- kind: ownership', '- kind: owner', /owner/],
    [
      'a reference to nothing',
      "$ref: '#/components/responses/Refused'",
      "$ref: '#/components/none'",
      /none/,
    ],
  ])('shows %s with line, pointer and mend', async (_name, part, replacement, pattern) => {
    const { code, stdout, message } = await checkWith(part, replacement);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(message).toMatch(/^openapi\.yaml:\d+ \/\S*: .+\n {4}\S.+$/m);
    expect(message).toMatch(pattern);
    expect(message).not.toMatch(/^\s+at /m);
  });

  it.each([
    ['no file', 'none.yaml', undefined],
    ['a folder', '.', undefined],
    ['no YAML', 'openapi.yaml', 'openapi: [3.1.0'],
    ['an empty file', 'openapi.yaml', ''],
    ['no contract', 'openapi.yaml', '- 1\n- 2\n'],
  ])('says what is wrong with %s', async (_name, name, text) => {
    const file = path.join(temporaryFolder(), name);
    if (text !== undefined) writeFileSync(file, text);
    expect(await refusalOf(['check', file])).toContain(file);
  });

  it('asks for a contract when it is given none', async () => {
    expect(await refusalOf(['check'])).toContain("missing required argument 'contract'");
  });
});
