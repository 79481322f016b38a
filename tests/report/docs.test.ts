import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { conform } from '../../cli/commands/conform.ts';
import { baselineSchema, readBaseline } from '../../conformance/report/baseline.ts';
import { verdicts } from '../../conformance/report/report.ts';
import { reportSchema } from '../../conformance/report/schema.ts';
import { needsOf } from '../../conformance/target/needs.ts';
import { readTarget } from '../../conformance/target/read-target.ts';
import { targetSchema } from '../../conformance/target/schema.ts';
import { loadProvider } from '../../specs/contract/load.ts';
import { providers } from '../../specs/contract/providers.ts';
import { packageRoot } from '../../specs/contract/root.ts';
import { targetFile } from '../target/write-target.ts';

const read = (name: string) => readFileSync(path.join(packageRoot, 'docs', name), 'utf8');
const example = (text: string) => text.match(/```yaml\n([\s\S]*?)```/)?.[1] ?? '';

/** Every property that a schema names, however deep. */
function propertiesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: object };
  return [
    ...Object.keys(properties),
    ...[...Object.values(properties), ...Object.values(rest)].flatMap(propertiesOf),
  ];
}

function missingIn(text: string, names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => !text.includes(`\`${name}\``));
}

describe('docs/target.md', () => {
  const text = read('target.md');

  it('names every field and every role', () => {
    const roles = providers.flatMap((provider) =>
      needsOf(loadProvider(provider)).roles.map(({ role }) => role),
    );
    expect(missingIn(text, [...propertiesOf(targetSchema), ...roles])).toEqual([]);
  });

  it('has an example that is accepted', () => {
    const env = { MAVA_KEY: 'a', MAVA_SECOND_KEY: 'b', MAVA_OTHER_KEY: 'c', STAGING_ADMIN: 'd' };
    const options = { env, allowRemote: true };
    const target = readTarget(targetFile(example(text)), loadProvider('mava'), options);
    expect(target).toMatchObject({ provider: 'mava', limits: { rate: { limit: 10, window: 5 } } });
  });
});

describe('docs/report.md', () => {
  const text = read('report.md');

  it('names every property and every verdict', () => {
    expect(missingIn(text, [...propertiesOf(reportSchema), ...verdicts])).toEqual([]);
  });

  it('says where the marker stands and when to give one, and so does the help, in short', () => {
    expect(text).toMatch(/## The marker\n[\s\S]*`User-Agent`[\s\S]*carry none\./);
    const reset = /only where the\s+server was reset/;
    expect(text).toMatch(reset);
    expect(conform.helpInformation()).toMatch(reset);
  });

  it('has a baseline that is accepted', () => {
    expect(propertiesOf(baselineSchema)).toEqual(['clause', 'reason', 'expires']);
    const { clauses } = loadProvider('mava');
    expect(readBaseline(targetFile(example(text)), clauses)).toHaveLength(1);
  });
});
