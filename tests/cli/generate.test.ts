import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../specs/contract/root.ts';
import { refusalOf, runCli, serve, temporaryFolder } from '../support/cli.ts';

const linesOf = (text: string) => text.trim().split('\n');

describe('doublecheck generate', () => {
  it('writes a case a line, and what it wrote beside it', async () => {
    const { code, stdout, stderr } = await runCli(['generate', 'loop', '--count', '5']);
    expect(code).toBe(0);
    expect(linesOf(stdout).map((line) => JSON.parse(line).provider)).toEqual(Array(5).fill('loop'));
    expect(stderr).toMatch(/^5 cases: /);
  });

  it('keeps standard output to the cases, also when it is named', async () => {
    const { stdout, stderr } = await runCli(['generate', 'loop', '--count', '3', '-o', '-']);
    expect(linesOf(stdout).map((line) => JSON.parse(line).provider)).toEqual(Array(3).fill('loop'));
    expect(stderr).toMatch(/^3 cases: /);
  });

  it('writes credentials of a double that it takes afterwards', async () => {
    const { address } = await serve(['loop']);
    const folder = temporaryFolder();
    const [script, env] = ['cases.sh', 'cases.env'].map((name) => path.join(folder, name));
    const args = ['generate', 'loop', '--count', '10', '--format', 'curl', '-t', address];
    await runCli([...args, '-o', String(script), '--env', String(env)]);
    const ran = execFileSync('sh', ['-c', `set -a; . '${env}'; sh '${script}'`]).toString();
    expect(ran).toMatch(/^# 10 cases: 10 ok, 0 not ok, 0 left out$/m);
  });

  it('tells what is covered', async () => {
    const file = path.join(temporaryFolder(), 'cases.jsonl');
    const { stdout } = await runCli(['generate', 'midlyr', '--summary', '-o', file]);
    expect(stdout).toMatch(/^clauses +(\d+) of \1 /m);
    expect(stdout).toMatch(/^of the contract +\d+ of 58;/m);
    expect(stdout).toMatch(/^constraints kept +(\d+) of \1$/m);
    expect(stdout).toMatch(/^constraints broken +(\d+) of \1$/m);
    expect(stdout).toMatch(/^pairs of fields +[\d,]+ of [\d,]+$/m);
    expect(stdout).toMatch(/^ +\d+ {2}maxLength one-too-many$/m);
    expect(linesOf(readFileSync(file, 'utf8')).length).toBeGreaterThan(300);
  });

  it('writes what the variables stand for where only its owner reads it', async () => {
    const folder = temporaryFolder();
    const [script, env] = ['cases.sh', 'cases.env'].map((name) => path.join(folder, name));
    const args = ['generate', 'midlyr', '--count', '20', '--format', 'curl'];
    await runCli([...args, '-o', String(script), '--env', String(env)]);
    expect(statSync(String(env)).mode & 0o777).toBe(0o600);
    const read = `set -a; . '${env}'; printf %s "$DOUBLECHECK_PRIMARY"`;
    expect(execFileSync('sh', ['-c', read]).toString()).toBe('Bearer mk_harbor_primary');
    expect(readFileSync(String(script), 'utf8')).not.toContain('mk_harbor_primary');
  });

  it('writes a folder for each case, and none that is there already', async () => {
    const folder = path.join(temporaryFolder(), 'cases');
    const args = ['generate', 'loop', '--count', '4', '--format', 'dir', '-o', folder];
    expect((await runCli(args)).code).toBe(0);
    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(4);
    expect(await refusalOf(args)).toMatch(/there already.*\n.*new folder/s);
  });

  it('prints the schema of a line', async () => {
    const { stdout } = await runCli(['generate', '--schema']);
    expect(JSON.parse(stdout).$schema ?? JSON.parse(stdout).type).toBeDefined();
  });

  it('ends when its reader has seen enough', () => {
    const command = `${process.execPath} cli/main.ts generate midlyr --count 100000 | head -2 | wc -l`;
    const text = execFileSync('bash', ['-o', 'pipefail', '-c', `${command}; echo "$?"`], {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(linesOf(text.toString()).map((line) => line.trim())).toEqual(['2', '0']);
  });

  it('leaves nothing behind when Ctrl-C ends it', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'cases.jsonl');
    const args = ['cli/main.ts', 'generate', 'loop', '--count', '100000000', '-o', file];
    const child = spawn(process.execPath, args, { cwd: packageRoot, stdio: 'ignore' });
    const ended = once(child, 'close');
    // It writes beside the file until it is done.
    while (readdirSync(folder).length === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    [['generate'], /contract is missing.*\n.*mava/s],
    [['generate', 'mava', '--kind', 'vaild'], /must be one of valid, boundary/],
    [['generate', 'mava', '--count', '1e3'], /whole number/],
    [['generate', 'mava', '--format', 'dir'], /--output <folder>/],
    [['generate', 'mava', '--clause', 'mava/tags/maxx'], /Did you mean mava\/tags\/max/],
    [['generate', 'mava', '-o', '/no/such/folder/x'], /no folder/],
    [['generate', 'mava', '--world', 'fixtures/worlds/loop.yaml'], /loop|mava/],
    [['generate', 'mava', '-t', 'x.yaml', '--world', 'y.yaml'], /one of them/],
  ])('refuses %j with words', async (args, message) => {
    expect(await refusalOf(args)).toMatch(message);
  });

  it('asks for what exists where no double serves the contract', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'own.yaml');
    const own = readFileSync(path.join(packageRoot, 'specs/loop/openapi.yaml'), 'utf8');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      file,
      own.replaceAll('loop/', 'owned/').replace('x-provider: loop', 'x-provider: owned'),
    );
    expect(await refusalOf(['generate', file])).toMatch(/target init/);
  });
});
