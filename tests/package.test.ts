import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const npm = process.env.npm_execpath;

/** Runs npm as the one that runs the tests, else as the machine's own. */
function runNpm(...words: string[]) {
  return npm
    ? run(process.execPath, [npm, ...words], { cwd: root })
    : run('npm', words, { cwd: root });
}

describe('the published package', () => {
  let files: string[] = [];
  beforeAll(async () => {
    const { stdout } = await runNpm('pack', '--dry-run', '--json', '--loglevel=silent');
    const listed = JSON.parse(stdout.slice(stdout.search(/^[[{]/m)));
    files = (Array.isArray(listed) ? listed[0] : Object.values(listed)[0]).files.map(
      (file: { path: string }) => file.path,
    );
  }, 60_000);

  it('has the built code with its declarations, the contracts and the worlds', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/testing/index.js',
        'dist/testing/index.d.ts',
        'dist/cli/main.js',
        'specs/mava/openapi.yaml',
        'mock-server/admin/openapi.yaml',
        'fixtures/worlds/mava.yaml',
        'LICENSE',
        'README.md',
      ]),
    );
  });

  it('brings along every package that its code imports', () => {
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
    );
    const installed = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
    const sources = files.filter((file) => file.startsWith('dist/') && file.endsWith('.js'));
    const imported = sources.flatMap((file) => {
      const source = readFileSync(path.join(root, file), 'utf8');
      const names = source.matchAll(
        /(?:^(?:import|export) (?:[^';]* from )?|createRequire\(import\.meta\.url\)\()'((?:@[^/']+\/)?[^./'][^/']*)/gm,
      );
      return [...names].map(([, name]) => String(name)).filter((name) => !name.startsWith('node:'));
    });
    expect(sources.length).toBeGreaterThan(100);
    expect(imported).toContain('covertable');
    // Scripts that are written for k6 import it: it is no package but the program that runs them.
    expect([...new Set(imported)].filter((name) => !installed.has(name) && name !== 'k6')).toEqual(
      [],
    );
  });

  it('has no tests and no sources to strip', () => {
    expect(files.filter((file) => /^tests\/|(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });

  it('serves, imported from its built code under its own name', async () => {
    const script = `
      import { createDouble } from 'doublecheck';
      const double = await createDouble({ providers: ['mava'] });
      const address = await double.listen();
      const answer = await fetch(address + '/mava/api/agents', { headers: { 'x-auth-token': 'mava_harbor_primary' } });
      console.log(answer.status);
      await double.close();`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
    });
    expect(stdout.trim()).toBe('200');
  });

  it('has a command that runs from its built code', async () => {
    const command = path.join(root, 'dist', 'cli', 'main.js');
    expect(existsSync(command)).toBe(true);
    const { stdout } = await run(process.execPath, [command, 'check', 'loop']);
    expect(stdout).toContain('all in order');
  });
});
