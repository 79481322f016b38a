import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadProvider } from '../specs/contract/load.ts';
import { providers } from '../specs/contract/providers.ts';

const script = `
  import { createRequire } from 'node:module';
  import { createDouble } from './mock-server/index.ts';
  const double = await createDouble();
  const address = await double.listen();
  const { cache } = createRequire('file:///nowhere.js');
  const loaded = () => [...process.moduleLoadList, ...Object.keys(cache)];
  const before = loaded();
  await (await fetch(address + '/_doublecheck/health')).text();
  console.log(JSON.stringify({ before, after: loaded() }));
  await double.close();
`;

/** Each of these takes longer to load than all of our own code. */
const large: Record<string, RegExp> = {
  Express: /node_modules[\\/]express[\\/]/,
  'the whole of fetch': /undici/,
  SQLite: /^NativeModule sqlite$/,
  'the parser of YAML': /node_modules[\\/]yaml[\\/]/,
  'the driver of PostgreSQL': /node_modules[\\/]pg[\\/]/,
};

describe('a double that is asked nothing yet', () => {
  let loaded: { before: string[]; after: string[] };
  beforeAll(async () => {
    // What their YAML parses to is kept, when it was read once.
    for (const provider of providers) loadProvider(provider);
    const root = path.join(import.meta.dirname, '..');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', script],
      { cwd: root, maxBuffer: 1e7 },
    );
    loaded = JSON.parse(stdout);
  });

  it.each(Object.entries(large))('has not loaded %s', (_what, name) => {
    expect(loaded.before.filter((module) => name.test(module))).toEqual([]);
  });

  it('loads Express when its admin API is called', () => {
    expect(loaded.after.some((module) => large.Express?.test(module))).toBe(true);
  });
});
