import path from 'node:path';
import { cli, store } from 'httpyac';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '../../conformance/generate/case.ts';
import type { About } from '../../conformance/generate/formats/format.ts';
import { formats } from '../../conformance/generate/formats/index.ts';
import { generateCases } from '../../conformance/generate/generate.ts';
import { targetOfDouble } from '../../conformance/target/from-double.ts';
import type { Target } from '../../conformance/target/target.ts';
import { variableName } from '../../conformance/wire/variables.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { temporaryFolder } from '../support/cli.ts';
import { someOf } from '../support/some-of.ts';
import { useDouble } from '../support/use-double.ts';
import { compileSchema } from './formats/har-schema.ts';
import { runK6 } from './formats/k6-stand-in.ts';
import { failuresOf, run } from './formats/run-collection.ts';
import { runScript } from './formats/run-script.ts';

const double = useDouble();

cli.initFileProvider();

/** Fewer requests than any limit has, so that nothing has to be waited for. */
const count = 50;

describe.each(someOf(providers, 2))('what is exported for %s', (provider) => {
  let target: Target;
  let cases: Case[];
  let about: About;
  let env: Record<string, string>;

  beforeAll(async () => {
    target = await targetOfDouble(double.address, provider);
    cases = [...(await generateCases(loadProvider(provider), target, { count }))];
    const roles = Object.entries(target.credentials);
    about = {
      provider,
      title: provider,
      seed: 1,
      version: '0.0.0',
      baseUrl: target.baseUrl,
      roles: roles.map(([role, { header }]) => ({ role, header })),
    };
    env = Object.fromEntries(
      roles.map(([role, { value }]) => [variableName(role, 'value'), value]),
    );
  });

  async function written(name: string): Promise<string> {
    const format = formats.get(name);
    if (format?.kind !== 'file') throw new Error(`${name} is no format of a file`);
    return [...(await format.load())(cases, about)].join('');
  }

  /** Keys and names are used up by whoever comes first. */
  async function reset(): Promise<void> {
    await target.controls?.reset?.();
  }

  it('passes as a shell script, at a double', async () => {
    await reset();
    const { code, stdout, stderr } = await runScript(await written('curl'), env);
    expect({ stderr, failed: stdout.match(/^not ok.*$/gm) }).toEqual({ stderr: '', failed: null });
    expect(stdout).toContain(`1..${count}`);
    expect(code).toBe(0);
  });

  it('passes as a Postman collection, at a double', async () => {
    await reset();
    const summary = await run(JSON.parse(await written('postman')), env);
    expect(failuresOf(summary)).toEqual([]);
    expect(summary.run.stats.assertions.total).toBeGreaterThan(count * 0.8);
  });

  it('is a HAR by its schema', async () => {
    const validate = compileSchema();
    const har = JSON.parse(await written('har'));
    expect(validate(har) || validate.errors).toBe(true);
    expect(har.log.entries.length).toBeGreaterThanOrEqual(count);
  });

  it('is read as a .http file', async () => {
    const text = await written('http');
    const folder = temporaryFolder();
    const file = await new store.HttpFileStore().getOrCreate(
      path.join(folder, 'cases.http'),
      async () => text,
      0,
      { workingDir: folder },
    );
    const requests = file.httpRegions.filter(({ request }) => request !== undefined);
    const leftOut = text.match(/^### Left out: /gm) ?? [];
    const steps = cases.reduce((sum, one) => sum + one.steps.length, 0);
    expect(requests.length + leftOut.length).toBeGreaterThanOrEqual(count);
    expect(requests.length).toBeLessThanOrEqual(steps);
  });

  it('runs as a k6 module', async () => {
    const { asked, checks } = await runK6(await written('k6'), env, [{ status: 599 }]);
    expect(asked.length).toBeGreaterThan(count * 0.8);
    expect(checks.every(([, isOk]) => !isOk)).toBe(true);
  });

  it.each([...formats.keys()])('has no secret in it, as %s', async (name) => {
    const format = formats.get(name);
    const load = await format?.load();
    const pieces = Array.from(load?.(cases, about) as Iterable<unknown>, (piece) =>
      typeof piece === 'string'
        ? piece
        : [...(piece as { content: Iterable<string | Uint8Array> }).content]
            .map((part) => Buffer.from(part).toString('latin1'))
            .join(''),
    ).join('');
    const tokens = Object.values(target.credentials).map(({ value }) => value.split(' ').at(-1));
    expect(tokens.filter((token) => token && pieces.includes(token))).toEqual([]);
    expect(pieces).toContain('DOUBLECHECK_PRIMARY');
  });
});
