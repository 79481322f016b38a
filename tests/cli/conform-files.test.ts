import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReport } from '../../conformance/report/json.ts';
import { runCli, serve, temporaryFolder } from '../support/cli.ts';

const few = ['--clause', 'midlyr/authentication/*', '--seed', '7'];

describe('doublecheck conform at a double', () => {
  it('writes every report that is asked for, and gives the sandbox back', async () => {
    const { address } = await serve();
    const folder = temporaryFolder();
    const file = (name: string) => path.join(folder, name);
    const files = ['--json', file('r.json'), '--junit', file('r.xml'), '--markdown', file('r.md')];
    const args = ['conform', 'midlyr', '-t', address, ...few, ...files, '--html', file('r.html')];
    const { code, stdout } = await runCli(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/pass · exit 0: no documented clause fails\n$/);
    expect(readdirSync(folder).sort()).toEqual(['r.html', 'r.json', 'r.md', 'r.xml']);
    const report = readReport(file('r.json'));
    expect(report).toMatchObject({ provider: 'midlyr', seed: 7, exitCode: 0 });
    expect(report.clauses.every(({ id }) => id.startsWith('midlyr/authentication/'))).toBe(true);
    expect(readFileSync(file('r.html'), 'utf8')).toContain('midlyr/authentication/missing');
    const sandboxes = await (await fetch(`${address}/_doublecheck/sandboxes`)).json();
    expect(sandboxes).toEqual(['default']);
  });

  it('prints one line when it is to be quiet, and none of a secret', async () => {
    const { address } = await serve();
    const { stdout, stderr } = await runCli([
      'conform',
      'midlyr',
      '-t',
      address,
      ...few,
      '--quiet',
    ]);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toBe('');
  });

  it('lists the checks, and makes none', async () => {
    const { address } = await serve();
    const { code, stdout, stderr } = await runCli([
      'conform',
      'midlyr',
      '-t',
      address,
      ...few,
      '--list',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^createEvent\/\S.* {2}\[coverage\] {2}.*midlyr\/authentication\/missing/m,
    );
    expect(stderr).toBe(`${stdout.trimEnd().split('\n').length} checks\n`);
  });

  it('is put together again from shards', async () => {
    const { address } = await serve();
    const folder = temporaryFolder();
    const shards = await Promise.all(
      ['1/2', '2/2'].map(async (shard, index) => {
        const file = path.join(folder, `${index}.json`);
        await runCli([
          'conform',
          'midlyr',
          '-t',
          address,
          ...few,
          '--shard',
          shard,
          '--json',
          file,
          '-q',
        ]);
        return file;
      }),
    );
    const whole = path.join(folder, 'whole.json');
    const { code, stdout } = await runCli(['report', 'merge', ...shards, '-o', whole]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('exit 0') });
    const unsharded = path.join(folder, 'unsharded.json');
    await runCli(['conform', 'midlyr', '-t', address, ...few, '--json', unsharded, '-q']);
    const verdicts = (file: string) =>
      readReport(file).clauses.map(({ id, verdict }) => [id, verdict]);
    expect(verdicts(whole)).toEqual(verdicts(unsharded));
  });
});
