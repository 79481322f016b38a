import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { targetTemplate } from '../../conformance/target/init.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { refusalOf, runCli, temporaryFolder } from '../support/cli.ts';

const secrets = {
  LOOP_PRIMARY_TOKEN: 'a',
  LOOP_SECOND_KEY_TOKEN: 'b',
  LOOP_SECOND_TENANT_TOKEN: 'c',
};

describe('doublecheck target', () => {
  it('init writes a file, and never over one that is there', async () => {
    const file = path.join(temporaryFolder(), 'target.yaml');
    const { code, stdout } = await runCli(['target', 'init', 'loop', '-o', file]);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('target check'),
    });
    expect(readFileSync(file, 'utf8')).toBe(targetTemplate(loadProvider('loop')));
    writeFileSync(file, 'mine');
    expect(await refusalOf(['target', 'init', 'loop', '-o', file])).toMatch(
      /there already[\s\S]*--force/,
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await runCli(['target', 'init', 'loop', '-o', file, '--force'])).code).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toBe('mine');
  });

  it('init prints it where no file is named', async () => {
    const { stdout } = await runCli(['target', 'init', 'loop']);
    expect(stdout).toBe(targetTemplate(loadProvider('loop')));
  });

  it('check tells what is wrong, and with nothing wrong what is missing', async () => {
    const file = path.join(temporaryFolder(), 'target.yaml');
    const template = targetTemplate(loadProvider('loop'));
    writeFileSync(file, template);
    expect(await refusalOf(['target', 'check', file])).toMatch(/LOOP_PRIMARY_TOKEN is not set/);
    const whole = await runCli(['target', 'check', file], secrets);
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    expect(whole.stdout).toBe(
      `${file}: http://127.0.0.1:8080, 3 credentials, 2 tenants, all in order\n`,
    );
    writeFileSync(file, template.replaceAll('brand:', 'sign:'));
    const { stdout } = await runCli(['target', 'check', file], secrets);
    expect(stdout).toMatch(/^without anything of the kind "brand": /m);
  });

  it.each<[string[], RegExp]>([
    [['target', 'init'], /missing required argument/],
    [['target', 'init', 'nava'], /no such file or provider/],
    [['target', 'check', 'none.yaml'], /none\.yaml/],
    [['target', 'check', 'package.json'], /does not name its provider/],
    [['target', 'nonsense'], /unknown command|too many arguments|Usage/],
  ])('%j is refused', async (args, pattern) => {
    expect(await refusalOf(args)).toMatch(pattern);
  });

  it('schema prints a JSON Schema', async () => {
    const { stdout } = await runCli(['target', 'schema']);
    expect(JSON.parse(stdout).required).toContain('baseUrl');
  });
});
