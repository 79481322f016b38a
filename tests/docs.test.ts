import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const readme = read('README.md');

/** The fenced blocks of a language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, code]) => String(code),
  );
}

describe('the README', () => {
  it('has an example of a test that runs as it stands', async () => {
    const [example = ''] = blocks('ts');
    const file = path.join(root, 'tests', 'readme-example.ts');
    writeFileSync(file, example.replace("'doublecheck'", "'../mock-server/index.ts'"));
    try {
      await run(process.execPath, [file]);
    } finally {
      rmSync(file);
    }
  });

  it.each(
    blocks('sh')
      .flatMap((block) => block.trim().split('\n'))
      .filter((line) => line.startsWith('npm run doublecheck -- ')),
  )('shows a command that works: %s', async (line) => {
    const words = line.replace('npm run doublecheck -- ', '').split(' ');
    const { stdout } = await run(process.execPath, ['cli/main.ts', ...words], { cwd: root });
    expect(stdout).toMatch(/clauses/);
  });

  it('names scripts and options that exist', async () => {
    const { stdout: help } = await run(process.execPath, ['cli/main.ts', 'serve', '--help'], {
      cwd: root,
    });
    const options = [...readme.matchAll(/(--[a-z-]+)(?=[ `)])/g)].map(([, option]) =>
      String(option),
    );
    const unknown = options.filter((option) => option !== '--level' && !help.includes(option));
    expect(unknown).toEqual([]);
  });

  it('gives the test command that continuous integration runs', () => {
    expect(blocks('sh').map((block) => block.trim())).toContain('npm ci && npm test');
    expect(read('.ci/run')).toMatch(/^npm ci && npm test /m);
  });
});

describe('the oldest Node that is supported', () => {
  it('is the same in the package, the README and what the command says', () => {
    const oldest = JSON.parse(read('package.json')).engines.node.replace('>=', '');
    expect(readme).toContain(`Node ${oldest} or newer`);
    expect(read('cli/main.ts')).toContain(`Node ${oldest} or newer`);
  });
});

describe('links and paths in the documents', () => {
  it.each(['README.md', 'ARCHITECTURE.md'])('%s names files that are there', (file) => {
    const text = read(file);
    const paths = [...text.matchAll(/(?:`|\]\()((?:[\w.-]+\/)+[\w.-]*\.(?:ts|yaml|md))/g)].map(
      ([, name]) => String(name),
    );
    const places = ['', 'mock-server'];
    const missing = paths.filter((name) => !places.some((place) => exists(path.join(place, name))));
    expect(missing).toEqual([]);
  });
});

function exists(file: string): boolean {
  try {
    readFileSync(path.join(root, file));
    return true;
  } catch {
    return false;
  }
}
