import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../conformance/audit/limits.ts';
import { auditReportSchema } from '../../../conformance/audit/report/schema.ts';
import { auditVerdicts } from '../../../conformance/audit/report.ts';
import { auditRules } from '../../../conformance/audit/rules/index.ts';
import { packageRoot } from '../../../specs/contract/root.ts';

describe('docs/audit.md', () => {
  const text = readFileSync(path.join(packageRoot, 'docs', 'audit.md'), 'utf8');

  /** The cells of the tables whose head begins so. */
  const rowsOf = (head: string) => {
    const [, table = ''] = text.split(head);
    const [rows = ''] = table.split('\n\n');
    return rows
      .split('\n')
      .slice(2)
      .map((row) => row.split(' | ').map((cell) => cell.replace(/^\| ?| ?\|$/g, '')));
  };

  it('has the rules as they are', () => {
    expect(rowsOf('| rule | what the client does')).toEqual(
      auditRules.map(({ id, text: says, advice, exercisedBy }) => [
        `\`${id}\``,
        says,
        advice,
        `\`${exercisedBy}\``,
      ]),
    );
  });

  it('has the limits as they are', () => {
    const known = rowsOf('| limit |').map(([name, value]) => [
      name?.replaceAll('`', ''),
      Number(value),
    ]);
    expect(Object.fromEntries(known)).toEqual(defaultLimits);
  });

  it('names every property and every verdict', () => {
    const names = [...propertiesOf(auditReportSchema), ...auditVerdicts];
    expect([...new Set(names)].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Every property that a schema names, however deep. */
function propertiesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: object };
  return [
    ...Object.keys(properties),
    ...[...Object.values(properties), ...Object.values(rest)].flatMap(propertiesOf),
  ];
}
