import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonOf, readReport } from '../../conformance/report/json.ts';
import type { Report } from '../../conformance/report/report.ts';
import { reportSchema } from '../../conformance/report/schema.ts';
import { createAjv } from '../../specs/contract/ajv.ts';
import { temporaryFolder } from '../support/cli.ts';
import {
  hostileReport,
  largeReport,
  sampleClause,
  sampleFinding,
  sampleReport,
} from './sample-report.ts';

function written(text: string): string {
  const file = path.join(temporaryFolder(), 'report.json');
  writeFileSync(file, text);
  return file;
}

/** The schema, refusing what it does not list: so that it lists all that the type has. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const own = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  return 'properties' in schema ? { ...own, additionalProperties: false } : own;
}

const full = sampleReport({
  selection: {
    clauses: ['acme/*'],
    level: 'documented',
    phases: ['races'],
    shard: '1/2',
    strict: true,
  },
  stopped: {
    by: 'gone',
    message: 'm',
    mend: 'm',
    last: { curl: 'curl', status: null, answer: '' },
  },
  baseline: { passingAgain: ['acme/a'], expired: [] },
  findings: [sampleFinding(['acme/a'], { premise: 'acme/b' })],
});

describe('a report in JSON', () => {
  it.each<[string, Report]>([
    ['a small one', sampleReport()],
    ['one with everything', full],
    ['one of all the contracts', largeReport()],
    ['a hostile one', hostileReport()],
    ['an empty one', sampleReport({ clauses: [], findings: [], coverage: [], phases: [] })],
  ])('is what the schema describes, and reads back as it was: %s', (_name, report) => {
    const validate = createAjv({ allErrors: true }).compile(closed(reportSchema) as object);
    const json = jsonOf(report);
    validate(JSON.parse(json));
    expect(validate.errors).toBeNull();
    expect(readReport(written(json))).toEqual(report);
  });

  it('may have properties that this version does not know', () => {
    const later = { ...sampleReport(), later: true };
    expect(readReport(written(JSON.stringify(later)))).toEqual(later);
  });
});

describe('a file that is no report', () => {
  it.each([
    ['of another format', { ...sampleReport(), format: 2 }, /\/format: /],
    ['without clauses', { ...sampleReport(), clauses: undefined }, /clauses/],
    [
      'with a verdict that is none',
      sampleReport({ clauses: [sampleClause('acme/a', 'passed' as 'pass')] }),
      /\/clauses\/0\/verdict: /,
    ],
    ['that is something else', [1, 2], /must be object/],
  ])('is refused: %s', (_name, value, pattern) => {
    const file = written(JSON.stringify(value));
    expect(() => readReport(file)).toThrow(pattern);
    expect(() => readReport(file)).toThrow(/doublecheck conform --json/);
  });

  const json = jsonOf(sampleReport());
  it.each([
    ['cut short', json.slice(0, json.length / 2), /report\.json:\d+ \/: it is no JSON: /],
    ['cut after a comma', '{"format": 1,\n', /:2 \/: it is no JSON: .*JSON/],
    ['with a comma too few', '{\n"a": 1\n"b": 2}', /:3 \/: it is no JSON: /],
    ['in YAML', 'format: 1\n', /report\.json: it is no JSON: /],
    ['empty', '', /:1 \/: it is no JSON: /],
  ])('is refused as JSON where it is %s', (_name, text, pattern) => {
    const file = written(text);
    expect(() => readReport(file)).toThrow(pattern);
    expect(() => readReport(file)).toThrow(/conform --json wrote, all of it/);
    expect(() => readReport(file)).not.toThrow(/YAML/);
  });

  it('is refused where it cannot be read', () => {
    expect(() => readReport('/none/report.json')).toThrow(/ENOENT.*\n {4}Give the path/);
  });
});
