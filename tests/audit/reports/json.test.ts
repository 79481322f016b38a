import { describe, expect, it } from 'vitest';
import { auditJsonOf } from '../../../conformance/audit/report/json.ts';
import { auditReportSchema } from '../../../conformance/audit/report/schema.ts';
import { createAjv } from '../../../specs/contract/ajv.ts';
import { reports, sample } from './sample-reports.ts';

/** The schema, refusing what it does not list: so that it lists all that the type has. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const own = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  return 'properties' in schema ? { ...own, additionalProperties: false } : own;
}

describe('an audit in JSON', () => {
  it.each(reports)(
    'is what the schema describes, and reads back as it was: %s',
    (_name, report) => {
      const read = JSON.parse(auditJsonOf(report));
      const validate = createAjv({ allErrors: true }).compile(closed(auditReportSchema) as object);
      validate(read);
      expect(validate.errors).toBeNull();
      expect(read).toEqual(report);
    },
  );

  it.each([
    ['another format', { format: 2 }],
    ['a verdict that is none', { rules: [{ ...sample().rules[0], verdict: 'passed' }] }],
    ['a rule without a text', { rules: [{ ...sample().rules[0], text: undefined }] }],
  ])('is not just anything: %s', (_name, parts) => {
    const validate = createAjv().compile(auditReportSchema);
    expect(validate(JSON.parse(JSON.stringify({ ...sample(), ...parts })))).toBe(false);
  });
});
