import { execFile } from 'node:child_process';
import { hash as hashOf } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { profileNames } from '../mock-server/chaos/profiles.ts';
import { readChaosFile } from '../mock-server/chaos/read-chaos-file.ts';
import { troubleKinds } from '../mock-server/chaos/trouble.ts';
import { createDouble, type Double } from '../mock-server/double.ts';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const hash = (text: string) => hashOf('sha256', text).slice(0, 8);
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const readme = read('README.md');

/** The fenced blocks of a language. */
function blocks(language: string, page = readme): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, code]) => String(code),
  );
}

/** The commands that the README shows, of some kinds, without what starts them in a clone. */
function commands(kind: RegExp): string[] {
  const start = 'npm run doublecheck -- ';
  return blocks('sh')
    .flatMap((block) => block.trim().split('\n'))
    .filter((line) => line.startsWith(start))
    .map((line) => line.slice(start.length))
    .filter((line) => kind.test(line));
}

function doublecheck(line: string, cwd: string) {
  return run(process.execPath, [path.join(root, 'cli', 'main.ts'), ...line.split(' ')], { cwd });
}

/** A target file for a double, as if it were any other server, with a clock that can be moved. */
async function fillIn(file: string, double: Double, address: string): Promise<void> {
  const [target] = (await double.targets(address)).filter(({ provider }) => provider === 'mava');
  if (!target) throw new Error('mava is not served');
  const roles = ['primary', 'second-key', 'second-tenant'];
  const credentials = roles.map((role) => {
    const { tenant, token } = target.credentials[role] ?? { tenant: '', token: '' };
    return [role, { tenant, token }];
  });
  const filled = {
    provider: 'mava',
    baseUrl: target.baseUrl,
    credentials: Object.fromEntries(credentials),
    tenants: target.tenants,
    may: { createTickets: 5000 },
    clock: {
      url: `${address}/_doublecheck/clock`,
      headers: { 'Content-Type': 'application/json' },
      body: '{"advance": {seconds}}',
    },
  };
  writeFileSync(file, JSON.stringify(filled));
}

const entries = {
  "'doublecheck'": "'../testing/index.ts'",
  "'doublecheck/conformance'": "'../conformance/index.ts'",
  "'doublecheck/vitest'": "'../testing/vitest.ts'",
};

/** Runs the block that has some text in it, with the entries of this checkout. */
async function runExample(has: RegExp, cwd: string, page = readme) {
  const example = blocks('ts', page).find((block) => has.test(block)) ?? '';
  const file = path.join(root, 'tests', `readme-${hash(example)}.ts`);
  const code = Object.entries(entries).reduce(
    (text, [from, to]) => text.replace(from, to),
    example,
  );
  writeFileSync(file, code);
  try {
    return await run(process.execPath, [file], { cwd });
  } finally {
    rmSync(file);
  }
}

describe('the README', () => {
  it('has an example of a test that runs as it stands', async () => {
    await runExample(/createDouble/, root);
  });

  it.each(commands(/^(clauses|check|defects) /))('shows a command that works: %s', async (line) => {
    const { stdout } = await doublecheck(line, root);
    expect(stdout).toMatch(/clauses/);
  });

  it('shows how to judge a double, and a server that a file describes', {
    timeout: 60_000,
  }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-docs-'));
    const double = await createDouble();
    const address = await double.listen();
    const shown = commands(/^(conform|target) /);
    expect(shown.length).toBe(4);
    try {
      for (const line of shown) {
        // All clauses once is enough: by the file, which needs the most.
        const part = line.startsWith('conform mava --target http') ? ' --clause mava/tags/*' : '';
        const { stdout } = await doublecheck(
          line.replace('http://127.0.0.1:4010', address) + part,
          folder,
        );
        if (line.startsWith('conform')) expect(stdout).toContain('exit 0');
        // What the template leaves open is filled in, with this double as the server.
        if (line.startsWith('target init'))
          await fillIn(path.join(folder, 'target.yaml'), double, address);
      }
      expect(readdirSync(folder).sort()).toEqual(['report.html', 'report.xml', 'target.yaml']);
      const { stdout } = await runExample(/runConformance\(contract/, folder);
      expect(stdout).toMatch(/^0 [1-9]/);
      const cases = await runExample(/generateCases\(/, folder, read('docs/cases.md'));
      expect(cases.stdout).toMatch(/^100 0$/m);
    } finally {
      await double.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('shows how to write requests down, and how to send them', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-docs-'));
    const double = await createDouble();
    const address = await double.listen();
    const shown = commands(/^(generate|send) /);
    expect(shown.length).toBe(3);
    try {
      for (const line of shown) {
        const { stdout } = await doublecheck(
          line.replace('http://127.0.0.1:4010', address),
          folder,
        );
        if (line.startsWith('send')) expect(stdout).toMatch(/^[\d,]+ cases: ([\d,]+) allowed ·/m);
        if (line.includes('--summary')) expect(stdout).toMatch(/clauses +(\d+) of \1/);
      }
      expect(readdirSync(folder).sort()).toEqual(['cases.jsonl', 'midlyr.json']);
    } finally {
      await double.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('names scripts and options that exist', async () => {
    const helps = await Promise.all(
      ['serve', 'conform', 'certify', 'audit', 'proxy', 'replay', 'generate', 'send'].map((name) =>
        doublecheck(`${name} --help`, root),
      ),
    );
    const help = helps.map(({ stdout }) => stdout).join();
    const options = [...readme.matchAll(/(--[a-z-]+)(?=[ `)])/g)].map(([, option]) =>
      String(option),
    );
    const unknown = options.filter((option) => !help.includes(option));
    expect(unknown).toEqual([]);
  });

  it('sums up the kill matrix as it was measured', () => {
    const rows = (text: string) =>
      [...text.matchAll(/^\| (midlyr|mava|loop|tickiti|supportdesk) \|(.*)\|$/gm)].map(
        ([, name, cells]) => [name, ...String(cells).replaceAll(',', '').split('|').map(Number)],
      );
    const [shown, measured] = [rows(readme), rows(read('docs/kill-matrix.md')).slice(0, 5)];
    expect(shown).toHaveLength(5);
    const kept = measured.map(([name, defects, killed, , median, , , requests]) => [
      name,
      defects,
      killed,
      median,
      requests,
    ]);
    expect(shown).toEqual(kept);
  });

  it('has an example of a client under trouble that runs in vitest', {
    timeout: 60_000,
  }, async () => {
    const example = blocks('ts').find((block) => block.includes('withChaos')) ?? '';
    const name = `readme-${hash(example)}.test.ts`;
    const file = path.join(root, 'tests', name);
    const code = Object.entries(entries).reduce(
      (text, [from, to]) => text.replace(from, to),
      example,
    );
    writeFileSync(file, `import { OurClient } from './support/our-client.ts';\n${code}`);
    try {
      const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
      const { stdout } = await run(process.execPath, [vitest, 'run', `tests/${name}`], {
        cwd: root,
      });
      expect(stdout).toMatch(/1 passed/);
    } finally {
      rmSync(file);
    }
  });

  it('shows clients that are there', () => {
    const shown = commands(/^certify /).map((line) => /'node (.*)'/.exec(line)?.[1]);
    expect(shown).toEqual(['examples/good-client.ts', 'examples/naive-client.ts']);
    expect(shown.filter((name) => !exists(String(name)))).toEqual([]);
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

describe('the page on chaos', () => {
  const page = read('docs/chaos.md');
  it('names every trouble and every profile', () => {
    const names = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => String(name));
    expect(names).toEqual(expect.arrayContaining([...profileNames, ...troubleKinds]));
  });

  it('shows a file of rules that can be used', () => {
    const [rules = ''] = blocks('yaml', page);
    const folder = mkdtempSync(path.join(tmpdir(), 'doublecheck-docs-'));
    const file = path.join(folder, 'my-trouble.yaml');
    writeFileSync(file, rules);
    expect(readChaosFile(file).rules).toHaveLength(3);
    rmSync(folder, { recursive: true });
  });
});

describe('links and paths in the documents', () => {
  it.each([
    'README.md',
    'ARCHITECTURE.md',
    'docs/audit.md',
    'docs/cases.md',
    'docs/chaos.md',
    'docs/scale.md',
  ])('%s names files that are there', (file) => {
    const text = read(file);
    const paths = [...text.matchAll(/(?:`|\]\()((?:[\w.-]+\/)+[\w.-]*\.(?:ts|yaml|md))/g)].map(
      ([, name]) => String(name),
    );
    const places = ['', 'mock-server', 'conformance', 'docs'];
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
